"""Passwords that anybody would try first here: words of this trade, of this house and of the person, alone or with a year."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation

from ancrage.text import Language, t
from ancrage.web.saying import say

WORDS = frozenset(
    (  # noqa: SIM905 (a list of words reads better so)
        "ancrage accueil admin administrateur administration amazon artisan assistant "
        "association atelier azerty azertyuiop balance banque bienvenue bilan bonjour "
        "boulangerie boutique cabinet caisse camion chantier chiffredaffaires chocolat "
        "client clients commerce compta comptabilite comptable comptes conseil conseiller "
        "controle demonstration dirigeant direction dossier doudou ecriture ecritures "
        "entreprise entreprises euro euros expert expertcomptable exercice facture factures "
        "fec feuillederoute fichier finance finances fournisseur fournisseurs france "
        "francais gerant gestion gestionnaire impots iloveyou jetaime lecture loulou magasin "
        "marseille membre mission motdepasse mdp mon monentreprise paris patron pme "
        "proprietaire password qwerty qwertyuiop rapport restaurant roadmap sarl sas secret "
        "secretaire siren siret societe soleil stock tresorerie tva utilisateur vente ventes "
    ).split()
)
_LETTERS = str.maketrans("0134578@$€!|", "oieastbaseil")


def _plain(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in flat if letter.isalpha() and letter.isascii())


def made_of_words(password: str, own: frozenset[str] = frozenset()) -> bool:
    """Whether nothing is left of the password once digits, signs and known words are taken away.

    Args:
        password: as it was given.
        own: words of the person, beside those of the list.
    """
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.casefold())
    readings = {_plain(core), _plain(core.translate(_LETTERS))}
    return any(reading and _covered(reading, WORDS | own) for reading in readings)


def _covered(letters: str, words: frozenset[str]) -> bool:
    reached = {0}
    for end in range(1, len(letters) + 1):
        if any(letters[start:end] in words for start in reached):
            reached.add(end)
    return len(letters) in reached


def own_words(user: Any) -> frozenset[str]:
    """The words of a person's address and name."""
    known = f"{getattr(user, 'email', '')} {getattr(user, 'name', '')}"
    parts = {_plain(part) for part in re.split(r"[\W\d_]+", known)}
    return frozenset(part for part in parts if len(part) > 1)


class ContextWords:
    """Refuses passwords made of words that fit here or of the person's own, with whatever digits and signs around them."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for such a password."""
        if made_of_words(password[:200], own_words(user)):
            refusal = t("Ce mot de passe est fait de mots que l’on essaierait d’abord ici.")
            raise ValidationError(say(refusal, _language()), code="password_context_words")

    def get_help_text(self) -> str:
        """Said beside the field."""
        return say(t("Évitez les mots de la gestion et le nom du logiciel."), _language())


def _language() -> Language:
    code = translation.get_language() or "fr"
    return {"en": Language.EN, "fr-ca": Language.FR_CA}.get(code, Language.FR)
