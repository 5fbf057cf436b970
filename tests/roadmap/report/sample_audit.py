"""Hand-made audits for the tests of the report: a rich one, one without first opportunity, a hostile one.

A small shop over two fiscal years. Books: every month, goods bought from two suppliers, carriage from a haulier, and
sales to three customers. Evidence sums are added up here, line by line, from the rows that make the ledger.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sample_books import FILES, GOODS, Row, firm, proof, rows

from ancrage.exhibits import (
    Chart,
    Column,
    Diagnosis,
    Map,
    MapLine,
    MapPassage,
    MapPoint,
    Series,
    Table,
)
from ancrage.findings import Action, Confidence, Finding, Input, Stake
from ancrage.firm import Firm, SourceFile
from ancrage.money import Euros, Percent
from ancrage.problems import Problem
from ancrage.questions import Question
from ancrage.roadmap.model import Audit, First, LeftOut, Means, Plan, Step
from ancrage.text import t
from ancrage.world import Reference, World

TODAY = date(2026, 11, 23)


WORLD = World(
    {
        "freight_spread": Reference(
            code="freight_spread",
            label="Écart de prix entre deux transporteurs pour le même trajet",
            label_en="Price gap between two carriers on one lane",
            low=0.08,
            central=0.15,
            high=0.22,
            unit="ratio",
            source="Enquête annuelle du transport routier, tableau 4",
            valid_from=date(2025, 1, 1),
            checked_on=date(2026, 2, 1),  # 295 days before TODAY: stale
        ),
        "late_interest": Reference(
            code="late_interest",
            label="Taux de l’intérêt légal",
            label_en="Legal interest rate",
            low=0.05,
            central=0.05,
            high=0.05,
            unit="ratio",
            source="Arrêté du 24 juin 2026",
            valid_from=date(2026, 7, 1),
            checked_on=date(2026, 11, 1),
        ),
    },
    TODAY,
)

QUESTIONS = (
    Question(
        "supplier_backup",
        "chain.suppliers",
        t("Avez-vous déjà acheté la même chose à un autre fournisseur ?"),
        t("Cela dit si une rupture arrêterait vos ventes."),
        ("concentration",),
        "yes_no",
    ),
    Question(
        "lead_days",
        "chain.stock",
        t("Combien de jours attendez-vous une commande, en moyenne ?"),
        t("Cela fixe le stock de sécurité utile."),
        ("stock_cover",),
        "number",
        t("jours"),
    ),
    Question(
        "export_share",
        "reach.channels",
        t("Quelle part de vos ventes part hors de France ?"),
        t("Les comptes ne le disent pas toujours."),
        ("export",),
        "share",
    ),
    Question(
        "site",
        "local.visibility",
        t("Avez-vous un site ?"),
        t("Il ramène des clients à la boutique."),
        (),
        "choice",
        None,
        (("none", t("non")), ("page", t("une page")), ("shop", t("une boutique en ligne"))),
    ),
)


def _action(
    code: str, title: str, nature: str = "act", role: str = "purchasing", **values: float
) -> Action:
    return Action(
        code=code,
        title=t(title),
        nature=nature,  # type: ignore[arg-type]
        role=role,  # type: ignore[arg-type]
        hours=values.get("hours", 3),
        cost_eur=values.get("cost", 0),
        delay_days=30,
        gain_share=0.5,
        success=t("Le prix au kilo baisse d’au moins 8 % sur trois mois."),
        check_days=30,
    )


def findings(made: list[Row], goods: str = GOODS) -> tuple[Finding, ...]:
    freight = proof(made, "6241", 0, 1)
    spent = proof(made, "6241", 1)[0].amount_cents / 100
    quotes = _action(
        "freight_quotes",
        "Demandez deux devis de transport pour vos trajets les plus fréquents",
        hours=4,
    )
    measure = _action(
        "weigh_freight",
        "Notez le poids et le prix de chaque arrivage pendant un mois",
        "measure",
        "logistics",
        hours=2.5,
    )
    backup = _action(
        "second_source",
        "Passez une petite commande d’essai chez un second fournisseur",
        cost=800,
        hours=6,
    )
    return (
        Finding(
            "freight_drift",
            "chain.logistics",
            "opportunity",
            t(
                "Le transport de vos achats vous a coûté {amount} en 2025, soit {share} de ce qu’il apporte",
                amount=Euros.of(spent),
                share=Percent(0.117),
            ),
            t("Vous payez un seul transporteur sans avoir comparé depuis deux ans."),
            Stake(
                spent * 0.08,
                spent * 0.15,
                spent * 0.22,
                t("dépense de transport × écart de prix possible"),
                (
                    Input(
                        "spend",
                        t("Transport sur achats en 2025"),
                        spent,
                        "eur_year",
                        "books",
                        evidence=proof(made, "6241", 1),
                    ),
                    Input(
                        "gap",
                        t("Écart de prix possible"),
                        0.15,
                        "ratio",
                        "default",
                        "freight_spread",
                    ),
                    Input(
                        "contract", t("Contrat en cours"), 1, "count", "answer", "supplier_backup"
                    ),
                ),
            ),
            Confidence("medium", t("Le montant est lu, l’écart de prix est supposé.")),
            freight,
            (measure, quotes),
            ("supplier_backup",),
        ),
        Finding(
            "concentration",
            "chain.suppliers",
            "risk",
            t("{share} de vos achats viennent de {supplier}", share=Percent(0.79), supplier=goods),
            t("Une rupture chez lui arrêterait la plupart de vos ventes."),
            Stake(
                400,
                950.5,
                2100.25,
                t("marge perdue pendant une rupture × chance qu’elle arrive"),
                (
                    Input(
                        "weeks",
                        t("Durée d’une rupture"),
                        3.5,
                        "weeks",
                        "default",
                        "règle de métier, à confirmer",
                    ),
                    Input("rate", t("Intérêt légal"), 0.05, "ratio", "default", "late_interest"),
                    Input(
                        "days",
                        t("Délai de paiement"),
                        41.27,
                        "days",
                        "books",
                        evidence=proof(made, "401", 1),
                    ),
                ),
            ),
            Confidence("high", t("Les factures nomment le fournisseur.")),
            proof(made, "607", 1, aux_label=goods),
            (backup,),
            ("supplier_backup",),
        ),
        Finding(
            "seasonality",
            "local.clients",
            "weakness",
            t("Vos ventes de décembre font {ratio} de celles de janvier", ratio=Percent(1.32)),
            t("Le stock et la trésorerie doivent suivre."),
            None,
            Confidence("low", t("Deux années seulement.")),
            proof(made, "707", 0, 1, sign=-1),
            (),
            ("lead_days",),
        ),
        Finding(
            "loyal",
            "local.clients",
            "strength",
            t("Vos deux clients professionnels achètent chaque mois depuis deux ans"),
            t("Ils forment un socle sur lequel bâtir."),
            Stake(0, 0, 0, t("aucun"), ()),
            Confidence("high", t("Chaque mois est facturé.")),
            proof(made, "707", 1, sign=-1, aux_label="Hôtel de la Poste"),
        ),
        Finding(
            "margin",
            "chain.suppliers",
            "strength",
            t("Votre marge tient malgré la hausse des achats"),
            t("Vos clients acceptent vos prix."),
            None,
            Confidence("medium", t("Le stock n’est pas compté chaque mois.")),
            proof(made, "607", 0, 1),
        ),
        Finding(
            "late",
            "local.clients",
            "weakness",
            t("Vos clients vous paient en 41 jours"),
            t("L’argent manque d’autant."),
            Stake(120, 240, 240, t("encours × taux"), ()),
            Confidence("medium", t("Lettrage partiel.")),
            (),
        ),
    )


def diagnoses(
    found: tuple[Finding, ...], made: list[Row], goods: str = GOODS
) -> tuple[Diagnosis, ...]:
    months = (
        "janv.",
        "févr.",
        "mars",
        "avr.",
        "mai",
        "juin",
        "juil.",
        "août",
        "sept.",
        "oct.",
        "nov.",
        "déc.",
    )

    def monthly(file: int) -> tuple[tuple[str, float], ...]:
        totals = [0] * 12
        for row in made:
            if row.file == file and row.account.startswith("707"):
                totals[row.day.month - 1] += row.credit - row.debit
        return tuple((month, total / 100) for month, total in zip(months, totals, strict=True))

    bought = [
        (name, sum(r.credit for r in made if r.file == 1 and r.aux_label == name) / 100)
        for name in dict.fromkeys(r.aux_label for r in made if r.aux.startswith("401"))
    ]
    total = sum(amount for _, amount in bought)
    suppliers = Diagnosis(
        "chain.suppliers",
        tuple(f for f in found if f.room == "chain.suppliers"),
        (
            Table(
                "top",
                t("Vos premiers fournisseurs en 2025"),
                (
                    Column("name", t("Fournisseur"), "text"),
                    Column("amount", t("Achats"), "eur"),
                    Column("share", t("Part"), "ratio"),
                    Column("days", t("Payé en"), "days"),
                    Column("last", t("Dernière facture"), "date"),
                    Column("lines", t("Factures"), "count"),
                ),
                tuple(
                    (n, a, a / total, 30.5 if i else None, date(2025, 12, 11), 12)
                    for i, (n, a) in enumerate(bought)
                ),
            ),
        ),
        (
            Chart(
                "where",
                t("Où partent vos achats ?"),
                t("{name} en reçoit la plus grande part.", name=goods),
                "bars",
                "eur",
                (Series(t("2025"), tuple(bought)),),
            ),
        ),
        (
            Map(
                "way",
                t("Par où viennent vos achats ?"),
                t("Presque tous passent par Suez."),
                t("Achats"),
                "eur",
                (
                    MapPoint(
                        "Shanghai",
                        121.8,
                        31.2,
                        12_500.0,
                        t("par Malacca, Bab-el-Mandeb, Suez et Gibraltar"),
                    ),
                    MapPoint(bought[0][0], 72.9, 18.9, 3_400.0, state="alarmed"),
                    MapPoint("Le Havre", 0.1, 49.5, home=True),
                ),
                (
                    MapLine(((121.8, 31.2), (104.0, 1.2), (43.4, 12.6), (32.4, 30.0), (0.1, 49.5))),
                    MapLine(
                        ((121.8, 31.2), (105.8, -6.0), (20.0, -35.0), (0.1, 49.5)), detour=True
                    ),
                ),
                (MapPassage("Suez", 32.4, 30.4, "closed"), MapPassage("Malacca", 100.2, 3.6)),
            ),
        ),
    )
    clients = Diagnosis(
        "local.clients",
        tuple(f for f in found if f.room == "local.clients"),
        (),
        (
            Chart(
                "months",
                t("Quand vendez-vous ?"),
                t("Vos ventes montent tout au long de l’année."),
                "columns",
                "eur",
                (Series(t("2024"), monthly(0)), Series(t("2025"), monthly(1))),
            ),
            Chart(
                "rate",
                t("Votre marge baisse-t-elle ?"),
                t("Elle recule un peu en fin d’année."),
                "lines",
                "ratio",
                (
                    Series(t("2024"), tuple((m, 0.41 - i / 300) for i, m in enumerate(months))),
                    Series(t("2025"), tuple((m, 0.39 - i / 200) for i, m in enumerate(months))),
                ),
            ),
            Chart(
                "years",
                t("Et d’une année à l’autre ?"),
                t("Les ventes progressent."),
                "columns",
                "eur",
                (Series(t("Ventes"), (("2024", 131_000.0), ("2025", 139_000.0))),),
            ),
        ),
    )
    logistics = Diagnosis("chain.logistics", tuple(f for f in found if f.room == "chain.logistics"))
    return (clients, suppliers, logistics)


def plan(found: tuple[Finding, ...]) -> Plan:
    freight, risk, season = found[0], found[1], found[2]
    measure, quotes = freight.actions
    steps = (
        Step(measure, (freight,), 30, 0, 30, 0, 0, 0, date(2027, 1, 22)),
        Step(quotes, (freight, risk), 90, 30, 60, 300, 600.4, 900, date(2027, 2, 21)),
        Step(risk.actions[0], (risk,), 180, 60, 150, 100, 240, 510, date(2027, 5, 22)),
    )
    left = LeftOut(
        _action("stock_count", "Comptez votre stock chaque mois"),
        (season,),
        t("Il faudrait 4 heures de plus par mois."),
    )
    return Plan(steps, (left,), Means(8, 1000, assumed=True))


def problems(count: int = 3, file: str = FILES[1]) -> tuple[Problem, ...]:
    """As many problems as asked for, in turn grave, doubtful and harmless."""
    gap = Euros(150_000, exact=True)
    three = (
        Problem(
            "unbalanced_entry",
            "error",
            file,
            145,
            t("L’écriture {n} ne s’équilibre pas : il manque {gap}.", n="AC-77", gap=gap),
            t("Ses trois lignes sont laissées de côté."),
        ),
        Problem(
            "bad_date",
            "warning",
            file,
            145,
            t("La date « {read} » n’existe pas.", read="20250231"),
            t("Nous avons pris la date de la pièce."),
        ),
        Problem("blank_label", "info", file, 145, t("Le libellé est vide."), t("Rien à faire.")),
    )
    return tuple(replace(three[i % 3], line=145 + i, count=1 + i % 4) for i in range(count))


def rich() -> Audit:
    """Everything there is to show."""
    made = rows()
    found = findings(made)
    return Audit(
        firm=firm(made, problems()),
        world=WORLD,
        diagnoses=diagnoses(found, made),
        findings=found,
        first=First(
            found[0],
            t("C’est le plus gros montant sûr, et deux devis suffisent à le vérifier."),
            0.83,
            10_000,
            ((found[1], 0.12), (found[5], 0.05)),
        ),
        plan=plan(found),
        questions=QUESTIONS,
    )


def close_call() -> Audit:
    """The first opportunity is hardly ahead of the next."""
    base = rich()
    first = First(
        base.findings[0],
        t("C’est le plus gros montant."),
        0.46,
        10_000,
        ((base.findings[1], 0.41),),
    )
    return Audit(
        base.firm, base.world, base.diagnoses, base.findings, first, base.plan, base.questions
    )


def empty() -> Audit:
    """The books alone show no opportunity, no finding, no step; nothing was read badly."""
    made = rows()
    plain = firm(made, siren=None)
    files = tuple(
        SourceFile(
            f.path,
            f.kind,
            f.rows,
            "ok",
            f.period_start,
            f.period_end,
            f.year_end,
            f.assigned,
            f.assigned,
            f.assigned,
        )
        for f in plain.files[:2]
    )
    quiet = Firm(None, plain.years, plain.ledger, files, ())
    return Audit(quiet, WORLD, (), (), None, Plan((), (), Means(10, 500)), QUESTIONS)


HOSTILE = (
    "<script>alert('x')</script> & \"fils\"",
    "#strong[Typst] *gras* _souligné_ $x^2$ @ref <label> `code` \\u{41} = Titre // note",
    "=cmd|' /C calc'!A0",
)
LONG = (
    "Établissements "
    + "AbcdefghijklmnopqrstuvwxyZ" * 8
    + " et Compagnie internationale des comptoirs réunis de l’Ouest"
)


def hostile() -> Audit:
    """Names made to break a page, a formula or a font, and many problems."""
    goods, second, haulier = HOSTILE
    prefixes = ("=", "+", "-", "@", "\t", "\r", "[bold red]", "中文 🙂 ")
    made = [
        replace(row, label=prefixes[i % len(prefixes)] + row.label)
        for i, row in enumerate(rows(goods, second, haulier))
    ]
    found = tuple(
        replace(
            f,
            title=t("{name} : {title}", name=LONG if i % 2 else " ".join(HOSTILE), title=f.title),
        )
        for i, f in enumerate(findings(made, goods))
    )
    found = (*found, replace(found[3], code="loyal_too"))
    calm = plan(found)
    steps = tuple(
        replace(step, horizon=30, action=replace(step.action, title=t("{name}", name=LONG)))
        for step in calm.steps
    )
    return Audit(
        firm=firm(made, problems(400, "a/" + LONG[:120] + ".txt")),
        world=WORLD,
        diagnoses=diagnoses(found, made, LONG),
        findings=found,
        first=First(
            found[0],
            t("{name} : c’est le plus gros montant.", name=LONG),
            0.46,
            10_000,
            ((found[1], 0.45), (found[2], 0.09)),
        ),
        plan=replace(calm, steps=steps),
        questions=QUESTIONS,
    )
