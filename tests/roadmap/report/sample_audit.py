"""Hand-made audits for the tests of the report: a rich one, one without first opportunity, a hostile one.

A small shop over two fiscal years. Books: every month, goods bought from two suppliers, carriage from a haulier, and
sales to three customers. Evidence sums are added up here, line by line, from the rows that make the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from ancrage.dates import FiscalYear
from ancrage.exhibits import Chart, Column, Diagnosis, Series, Table
from ancrage.findings import Action, Confidence, Evidence, Finding, Input, Stake
from ancrage.firm import Firm, SourceFile
from ancrage.firm.tables import LEDGER
from ancrage.money import Euros, Percent
from ancrage.problems import Problem
from ancrage.questions import Question
from ancrage.roadmap.model import Audit, First, LeftOut, Means, Plan, Step
from ancrage.text import Text, t
from ancrage.world import Reference, World

TODAY = date(2026, 11, 23)
FILES = ("compta/123456782FEC20241231.txt", "compta/123456782FEC20251231.txt")
GOODS, SECOND, HAULIER = "Comptoir des Épices", "Moulin du Val", "Transports Loire Express"


@dataclass(frozen=True)
class Row:
    file: int
    line: int
    day: date
    journal: str
    account: str
    account_label: str
    aux: str
    aux_label: str
    piece: str
    label: str
    debit: int
    credit: int
    entry: int


def rows(goods: str = GOODS, second: str = SECOND, haulier: str = HAULIER) -> list[Row]:
    """Twelve months of two years: for each, three purchases and three sales of two lines each."""
    made: list[Row] = []
    entry = 0
    for file, year in enumerate((2024, 2025)):
        line = 1
        for month in range(1, 13):
            factor = 100 + month * (3 if year == 2025 else 2)
            deals = [
                (
                    "AC",
                    "607000",
                    "Achats de marchandises",
                    "401EPI",
                    goods,
                    4_200_17 * factor // 100,
                ),
                (
                    "AC",
                    "607000",
                    "Achats de marchandises",
                    "401MOU",
                    second,
                    1_100_40 * factor // 100,
                ),
                (
                    "AC",
                    "624100",
                    "Transports sur achats",
                    "401TLE",
                    haulier,
                    610_33 * factor // 100,
                ),
                (
                    "VE",
                    "707000",
                    "Ventes de marchandises",
                    "411HOT",
                    "Hôtel de la Poste",
                    -5_300_00 * factor // 100,
                ),
                (
                    "VE",
                    "707000",
                    "Ventes de marchandises",
                    "411RES",
                    "Restaurant Chez Jeanne",
                    -2_900_55 * factor // 100,
                ),
                (
                    "VE",
                    "707000",
                    "Ventes de marchandises",
                    "411DIV",
                    "Clients divers",
                    -1_850_00 * factor // 100,
                ),
            ]
            for number, (journal, account, label, aux, name, cents) in enumerate(deals):
                day, piece = (
                    date(year, month, 3 + number * 4),
                    f"{journal}-{year}-{month:02}-{number}",
                )
                side = "401000" if journal == "AC" else "411000"
                pairs = ((account, label, "", "", cents), (side, "Tiers", aux, name, -cents))
                for number_, account_label, code, who, amount in pairs:
                    line += 1
                    made.append(
                        Row(
                            file,
                            line,
                            day,
                            journal,
                            number_,
                            account_label,
                            code,
                            who,
                            piece,
                            f"Facture {name}",
                            max(amount, 0),
                            max(-amount, 0),
                            entry,
                        )
                    )
                entry += 1
    return made


def ledger(made: list[Row]) -> pl.DataFrame:
    ends = (date(2024, 12, 31), date(2025, 12, 31))
    return pl.DataFrame(
        [
            (
                ends[r.file],
                "flow",
                r.entry,
                r.journal,
                r.journal,
                r.day,
                r.account,
                r.account_label,
                r.aux,
                r.aux_label,
                r.piece,
                r.day,
                r.label,
                r.debit,
                r.credit,
                "",
                "",
                r.file,
                r.line,
            )
            for r in made
        ],
        schema=LEDGER.schema,
        orient="row",
    )


def proof(
    made: list[Row], account: str, *files: int, sign: int = 1, aux_label: str = ""
) -> tuple[Evidence, ...]:
    """Lines of an account, by file, with their sum added up here."""
    found = []
    for file in files:
        partners = {r.entry for r in made if r.aux_label == aux_label} if aux_label else None
        chosen = [
            r
            for r in made
            if r.file == file
            and r.account.startswith(account)
            and (partners is None or r.entry in partners)
        ]
        total = sum(r.debit - r.credit for r in chosen)
        lines = np.array([r.line for r in chosen], dtype=np.uint32)
        found.append(Evidence(FILES[file], lines, 1 if sign == 1 else -1, sign * total))
    return tuple(found)


def firm(
    made: list[Row], problems: tuple[Problem, ...] = (), siren: str | None = "123456782"
) -> Firm:
    debits = [sum(r.debit for r in made if r.file == file) for file in (0, 1)]
    return Firm(
        siren=siren,
        years=tuple(
            FiscalYear(date(y, 12, 31), date(y, 1, 1), date(y, 12, 31)) for y in (2024, 2025)
        ),
        ledger=ledger(made),
        files=(
            SourceFile(
                FILES[0],
                "fec",
                144,
                "ok",
                date(2024, 1, 1),
                date(2024, 12, 31),
                date(2024, 12, 31),
                debits[0],
                debits[0],
                debits[0],
            ),
            SourceFile(
                FILES[1],
                "fec",
                147,
                "partial",
                date(2025, 1, 1),
                date(2025, 12, 31),
                date(2025, 12, 31),
                debits[1] + 150_000,
                debits[1],
                debits[1],
            ),
            SourceFile("compta/photo.jpg", "unknown", 0, "refused"),
        ),
        problems=problems,
        answers={"freight_contract": True},
    )


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
            Confidence("medium", t("le montant est lu, l’écart de prix est supposé.")),
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
            Confidence("high", t("les factures nomment le fournisseur.")),
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
            Confidence("low", t("deux années seulement.")),
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
            Confidence("high", t("chaque mois est facturé.")),
            proof(made, "707", 1, sign=-1, aux_label="Hôtel de la Poste"),
        ),
        Finding(
            "margin",
            "chain.suppliers",
            "strength",
            t("Votre marge tient malgré la hausse des achats"),
            t("Vos clients acceptent vos prix."),
            None,
            Confidence("medium", t("le stock n’est pas compté chaque mois.")),
            proof(made, "607", 0, 1),
        ),
        Finding(
            "late",
            "local.clients",
            "weakness",
            t("Vos clients vous paient en 41 jours"),
            t("L’argent manque d’autant."),
            Stake(120, 240, 240, t("encours × taux"), ()),
            Confidence("medium", t("lettrage partiel.")),
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
    kinds = (
        (
            "unbalanced_entry",
            "error",
            t(
                "L’écriture {n} ne s’équilibre pas : il manque {gap}.",
                n="AC-77",
                gap=Euros(150_000, exact=True),
            ),
            t("Ses trois lignes sont laissées de côté."),
        ),
        (
            "bad_date",
            "warning",
            t("La date « {read} » n’existe pas.", read="20250231"),
            t("Nous avons pris la date de la pièce."),
        ),
        ("blank_label", "info", t("Le libellé est vide."), t("Rien à faire.")),
    )
    return tuple(
        Problem(
            kinds[i % 3][0],
            kinds[i % 3][1],
            file,
            145 + i,
            kinds[i % 3][2],
            kinds[i % 3][3],
            1 + i % 4,
        )  # type: ignore[arg-type]
        for i in range(count)
    )


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
    made = [
        Row(
            r.file,
            r.line,
            r.day,
            r.journal,
            r.account,
            r.account_label,
            r.aux,
            r.aux_label,
            r.piece,
            f"{prefix}{r.label}",
            r.debit,
            r.credit,
            r.entry,
        )
        for r, prefix in zip(
            rows(goods, second, haulier),
            ("=", "+", "-", "@", "\t", "\r", "[bold red]", "中文 🙂 ") * 200,
            strict=False,
        )
    ]
    found = tuple(
        _renamed(f, LONG if i % 2 else " ".join(HOSTILE))
        for i, f in enumerate(findings(made, goods))
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
        plan=plan(found),
        questions=QUESTIONS,
    )


def _renamed(finding: Finding, name: str) -> Finding:
    title: Text = t("{name} : {title}", name=name, title=finding.title)
    return Finding(
        finding.code,
        finding.room,
        finding.kind,
        title,
        finding.reason,
        finding.stake,
        finding.confidence,
        finding.evidence,
        finding.actions,
        finding.questions,
    )
