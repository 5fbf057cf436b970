"""Fixed labels of the report by key, and the few accounting words it explains."""

from __future__ import annotations

from collections.abc import Mapping

from ancrage.findings import Kind, Level, Nature, Role
from ancrage.problems import Severity
from ancrage.text import Text, t

WORDS: Mapping[str, Text] = {
    "colon": t(" :"),
    "skip": t("Aller au contenu"),
    "contents": t("Sommaire"),
    "page_one": t("L’essentiel"),
    "first": t("Votre première opportunité"),
    "todo": t("À faire d’abord"),
    "why": t("Pourquoi"),
    "proof": t("Preuve"),
    "solid": t("Est-ce bien la première ?"),
    "rivals": t("Les autres candidates"),
    "strengths": t("Vos forces"),
    "weaknesses": t("Vos faiblesses et vos risques"),
    "no_strength": t("Les comptes seuls n’en montrent pas encore."),
    "no_weakness": t("Les comptes seuls n’en montrent pas."),
    "thirty_days": t("Vos premiers pas, dans les 30 jours"),
    "no_step": t("Aucune étape dans les 30 jours."),
    "sureness": t("Ce qui est sûr, ce qui l’est moins"),
    "roadmap": t("Votre feuille de route"),
    "plan": t("Le plan, étape par étape"),
    "means": t("Vos moyens"),
    "nothing_here": t("Aucune étape ne finit dans cette période."),
    "who": t("Qui"),
    "hours": t("Heures"),
    "when": t("Quand"),
    "gain": t("Gain attendu"),
    "success": t("Réussi si"),
    "check": t("À vérifier le"),
    "answers_to": t("Répond à"),
    "left_out": t("Ce que le plan laisse de côté"),
    "rooms": t("Forces et faiblesses, domaine par domaine"),
    "unknown": t("Inconnu"),
    "to_know": t("Ce qui permettrait de le savoir"),
    "stake": t("Enjeu"),
    "confidence": t("Confiance"),
    "calculation": t("Le calcul et la preuve"),
    "formula": t("Le calcul"),
    "inputs": t("Les chiffres du calcul"),
    "input": t("Chiffre"),
    "value": t("Valeur"),
    "origin": t("D’où il vient"),
    "evidence": t("Les lignes qui le prouvent"),
    "file": t("Fichier"),
    "lines": t("Lignes"),
    "amount": t("Montant"),
    "first_lines": t("Premières lignes"),
    "all_lines": t("Toutes les lignes sont dans le classeur Excel, feuille « Preuves »."),
    "actions": t("Que faire"),
    "settles": t("Pour préciser"),
    "chart_table": t("Les chiffres du graphique"),
    "map_table": t("Les lieux de la carte"),
    "questions": t("Nos questions"),
    "questions_intro": t(
        "Les comptes ne disent pas tout. Les premières questions sont celles qui changent le plus la réponse. La "
        "commande « ancrage questions » écrit le fichier à remplir."
    ),
    "no_question": t("Vous avez répondu à toutes nos questions."),
    "why_asked": t("Ce que la réponse change"),
    "how_answered": t("Réponse attendue"),
    "key": t("Nom dans le fichier de réponses"),
    "unread": t("Ce qui n’a pas pu être lu"),
    "problems": t("Remarques sur les fichiers"),
    "no_problem": t("Rien à signaler : tous les fichiers ont été lus en entier."),
    "severity": t("Gravité"),
    "place": t("Ligne"),
    "message": t("Ce que nous avons lu"),
    "repair": t("Ce que nous avons fait, ou ce qu’il faut faire"),
    "count": t("Nombre"),
    "glossary": t("Les mots de la comptabilité"),
    "step": t("Étape"),
    "number": t("N°"),
    "kind": t("Nature"),
    "room": t("Domaine"),
    "finding": t("Constat"),
    "reason": t("Raison"),
    "question": t("Question"),
    "room_nature": t("Mesurer, écouter ou agir"),
    "todo_step": t("À faire"),
    "amount_eur": t("Montant prouvé (€)"),
    "low": t("Bas (€ par an)"),
    "central": t("Central (€ par an)"),
    "high": t("Haut (€ par an)"),
    "cost_eur": t("Dépense (€)"),
    "start": t("Début"),
    "end": t("Fin"),
    "horizon": t("Jours"),
    "confidence_reason": t("Pourquoi cette confiance"),
    "line": t("Ligne"),
    "date": t("Date"),
    "account": t("Compte"),
    "label": t("Libellé"),
    "debit": t("Débit (€)"),
    "credit": t("Crédit (€)"),
    "sheet_summary": t("Résumé"),
    "sheet_roadmap": t("Feuille de route"),
    "sheet_findings": t("Constats"),
    "sheet_evidence": t("Preuves"),
    "sheet_suppliers": t("Fournisseurs"),
    "sheet_customers": t("Clients"),
    "sheet_questions": t("Questions"),
    "sheet_problems": t("Problèmes"),
    "made_by": t("Établi par Ancrage, logiciel libre, à partir de vos seuls fichiers."),
    "not_advice": t(
        "Ce document aide à décider ; il ne remplace pas l’avis de votre expert-comptable."
    ),
}

KINDS: Mapping[Kind, Text] = {
    "strength": t("Force"),
    "weakness": t("Faiblesse"),
    "risk": t("Risque"),
    "opportunity": t("Opportunité"),
}
LEVELS: Mapping[Level, Text] = {
    "high": t("Confiance forte"),
    "medium": t("Confiance moyenne"),
    "low": t("Confiance faible"),
}
DOTS: Mapping[Level, str] = {"high": "●●●", "medium": "●●○", "low": "●○○"}
ROLES: Mapping[Role, Text] = {
    "owner": t("vous"),
    "accountant": t("votre comptable"),
    "purchasing": t("la personne qui achète"),
    "sales": t("la personne qui vend"),
    "logistics": t("la personne qui expédie et reçoit"),
}
NATURES: Mapping[Nature, Text] = {"measure": t("Mesurer"), "listen": t("Écouter"), "act": t("Agir")}
SEVERITIES: Mapping[Severity, Text] = {
    "error": t("Laissé de côté"),
    "warning": t("À regarder"),
    "info": t("Pour information"),
}
STATUSES: Mapping[str, Text] = {
    "ok": t("lu en entier"),
    "warning": t("lu, à regarder"),
    "partial": t("lu en partie"),
    "refused": t("pas lu"),
}

GLOSSARY: tuple[tuple[Text, Text], ...] = (
    (
        t("Enjeu"),
        t(
            "Ce qu’un point peut vous faire gagner ou perdre en un an. Nous donnons une valeur basse, une centrale et "
            "une haute, parce que personne ne connaît le chiffre exact d’avance."
        ),
    ),
    (
        t("FEC"),
        t(
            "Le fichier des écritures comptables : la liste de toutes les lignes de votre comptabilité sur un an, que "
            "tout logiciel de comptabilité sait produire."
        ),
    ),
    (t("Exercice"), t("L’année comptable, souvent de janvier à décembre, mais pas toujours.")),
    (t("Hors taxes"), t("Sans la TVA.")),
    (
        t("Marge brute"),
        t("Ce qui reste de vos ventes une fois payées les marchandises et les matières vendues."),
    ),
    (
        t("Charge"),
        t("Ce que l’entreprise dépense pour fonctionner : achats, loyers, transports, salaires…"),
    ),
    (
        t("Débit et crédit"),
        t(
            "Les deux colonnes de la comptabilité. Un achat s’écrit au débit d’un compte de charges ; une vente, au "
            "crédit d’un compte de produits."
        ),
    ),
    (
        t("Compte"),
        t(
            "Un numéro sous lequel la comptabilité range les montants de même nature : 607 pour les marchandises "
            "achetées, 624 pour les transports."
        ),
    ),
    (
        t("Lettrage"),
        t(
            "Le rapprochement d’une facture et de son paiement. Il permet de mesurer les délais de paiement."
        ),
    ),
    (
        t("Tirage"),
        t(
            "Un essai au hasard : chaque enjeu prend une valeur dans sa fourchette, puis on regarde lequel est le plus "
            "grand. On recommence des milliers de fois."
        ),
    ),
)
