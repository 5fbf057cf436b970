"""The view says the same as the audit: figures, proof, page one, what is unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import sample_audit
import sample_books
from report_case import Rendered

from ancrage.findings import Evidence, Finding
from ancrage.roadmap.report.proof import Prover, short_names
from ancrage.roadmap.report.view import view
from ancrage.roadmap.report.voice import Voice, clean
from ancrage.text import Language

NB, THIN = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
Report = Callable[..., Rendered]


@pytest.mark.parametrize(
    ("value", "unit", "said", "exact"),
    [
        (12345.67, "eur", f"12{THIN}300{NB}€", f"12{THIN}345,67{NB}€"),
        (987.4, "eur_year", f"990{NB}€ par an", f"987,40{NB}€ par an"),
        (0.4236, "ratio", f"42{NB}%", f"42,36{NB}%"),
        (41.27, "days", "41,3 jours", "41,27 jours"),
        (1.5, "days", "1,5 jour", "1,5 jour"),
        (2, "weeks", "2 semaines", "2 semaines"),
        (1, "weeks", "1 semaine", "1 semaine"),
        (2.5, "hours", f"2,5{NB}h", f"2,5{NB}h"),
        (1234, "count", f"1{THIN}234", f"1{THIN}234"),
    ],
)
def test_a_figure_is_said_rounded_and_exact(value: float, unit: str, said: str, exact: str) -> None:
    figure = Voice(Language.FR).figure(value, unit)  # type: ignore[arg-type]
    assert (figure.said, figure.exact, figure.value) == (said, exact, value)


def test_a_unit_is_plural_as_each_language_counts() -> None:
    assert Voice(Language.FR).figure(0, "days").said == "0 jour"
    assert Voice(Language.FR).figure(1.9, "days").said == "1,9 jour"


def test_days_and_amounts_follow_the_locale() -> None:
    day = date(2025, 3, 1)
    shown = [Voice(language).short_day(day) for language in Language]
    assert shown == ["01/03/2025", "01/03/2025", "2025-03-01"]
    assert Voice(Language.EN).figure(12345.67, "eur").exact == "€12,345.67"
    assert Voice(Language.FR_CA).figure(12345.67, "eur").exact == f"12{NB}345,67{NB}€"


def test_a_cell_without_value_is_said_unknown_and_minus_zero_is_zero() -> None:
    voice = Voice(Language.FR)
    assert (voice.cell(None, "days").said, voice.cell(None, "days").value) == ("inconnu", None)
    assert voice.cell(-0.2, "eur").said == "0"


def test_control_characters_and_turning_marks_do_not_reach_a_page() -> None:
    assert clean("a\x00\x1b[31mb\u202egnp.exe\ud800") == "a [31mbgnp.exe "


def test_page_one_says_what_to_do_why_and_how_sure(rendered: Report) -> None:
    cover = rendered("rich").view.cover
    assert cover.lead is not None
    spent = sum(
        r.debit - r.credit
        for r in sample_books.rows()
        if r.file == 1 and r.account.startswith("6241")
    )
    assert spent == 875_202  # cents: twelve months of 610.33 raised by 3 % each, cut to the cent
    # 8,752.02 x 15 % = 1,312.80 and its range 700.16 to 1,925.44, three figures each
    assert cover.lead.point.worth_said == f"1{THIN}310{NB}€ par an"
    assert cover.lead.point.worth is not None
    assert cover.lead.point.worth.between == f"entre 700{NB}€ et 1{THIN}930{NB}€"
    assert f"1{THIN}312,80{NB}€" in cover.lead.point.worth.exact
    assert cover.lead.todo == "Notez le poids et le prix de chaque arrivage pendant un mois"
    assert cover.lead.reason.startswith("C’est le plus gros montant sûr")
    assert cover.lead.point.proof == "24 lignes de 123456782FEC20251231.txt et d’un autre fichier"
    assert f"83{NB}% de 10{THIN}000 tirages" in cover.lead.draws
    assert "serré" not in cover.lead.draws
    assert [p.code for p in cover.strengths] == ["loyal", "margin"]
    assert [p.code for p in cover.weaknesses] == ["concentration", "seasonality", "late"]
    assert [s.number for s in cover.stages] == [1]
    sureness = " ".join(cover.sureness)
    # 1,500.00 set aside out of the debits of both files
    debits = sum(r.debit for r in sample_books.rows()) + 150_000
    assert round(150_000 / debits * 100, 1) == 0.3
    assert f"0,3{NB}%" in sureness
    assert "4 questions restent sans réponse" in sureness
    assert "1 valeur par défaut est ancienne" in sureness


def test_a_close_call_is_shown_as_one_with_its_rival(rendered: Report) -> None:
    lead = rendered("close_call").view.cover.lead
    assert lead is not None
    assert "serré" in lead.draws
    assert f"premier dans 41{NB}%" in lead.draws
    assert "Comptoir des Épices" in lead.draws


def test_the_only_candidate_is_not_said_to_win_a_race() -> None:
    audit = sample_audit.rich()
    assert audit.first is not None
    alone = replace(audit, first=replace(audit.first, first_in_draws=1.0, rivals=()))
    lead = view(alone, Language.FR).cover.lead
    assert lead is not None
    assert "seule piste" in lead.draws
    assert "tirages" not in lead.draws
    assert lead.rivals is None


def test_evidence_in_a_few_words_counts_files_and_not_pieces() -> None:
    audit = sample_audit.rich()
    said = Prover(audit.firm, Voice(Language.FR)).said
    one, two = audit.findings[0].evidence
    assert said((two, two)) == "24 lignes de 123456782FEC20251231.txt"
    assert said((one, two)) == "24 lignes de 123456782FEC20251231.txt et d’un autre fichier"
    assert said(()) == f"aucune ligne{NB}: ce point ne vient pas des comptes"


def test_nearly_all_the_draws_are_not_all_of_them() -> None:
    audit = sample_audit.rich()
    assert audit.first is not None
    sure = replace(audit, first=replace(audit.first, first_in_draws=0.99996))
    lead = view(sure, Language.FR).cover.lead
    assert lead is not None
    assert f"99,9{NB}%" in lead.draws


def test_without_first_opportunity_three_questions_are_asked(rendered: Report) -> None:
    cover = rendered("empty").view.cover
    assert cover.lead is None
    assert cover.none_said.startswith("Les comptes seuls n’en montrent pas.")
    assert [q.key for q in cover.asked] == ["supplier_backup", "lead_days", "export_share"]


def test_every_room_is_shown_and_the_unknown_ones_say_so(rendered: Report) -> None:
    rooms = rendered("rich").view.rooms
    assert len(rooms) == 9
    known = {room.label for room in rooms if room.known}
    assert known == {"Clients", "Fournisseurs", "Logistique"}
    for room in rooms:
        assert room.known != room.status.startswith("Inconnu")
    stock = next(room for room in rooms if room.label == "Stock")
    assert [q.key for q in stock.questions] == ["lead_days"]
    assert not any(room.known for room in rendered("empty").view.rooms)


def test_a_number_of_a_formula_says_where_it_comes_from(rendered: Report) -> None:
    point = rendered("rich").view.points[0]
    assert point.worth is not None
    spend, gap, contract = point.worth.inputs
    assert (spend.origin, spend.source) == (
        "lu dans vos comptes",
        "12 lignes de 123456782FEC20251231.txt",
    )
    assert gap.origin == "valeur par défaut"
    assert "Enquête annuelle du transport routier, tableau 4" in gap.source
    assert contract.origin == "votre réponse"
    assert contract.source == "Avez-vous déjà acheté la même chose à un autre fournisseur ?"


def test_an_old_reference_carries_a_warning_and_a_fresh_one_none(rendered: Report) -> None:
    points = rendered("rich").view.points
    assert points[0].worth is not None
    assert points[1].worth is not None
    assert "1er février 2026" in (points[0].worth.inputs[1].warning or "")
    assert [item.warning for item in points[1].worth.inputs] == [None, None, None]


def test_first_lines_are_those_of_the_ledger(rendered: Report) -> None:
    piece = rendered("rich").view.points[0].pieces[1]
    expected = [r for r in sample_books.rows() if r.file == 1 and r.account.startswith("6241")]
    assert piece.count == len(expected) == 12
    assert piece.amount.value == sum(r.debit - r.credit for r in expected) / 100
    assert [row[0].value for row in piece.lines.rows] == [r.line for r in expected[:5]]
    assert [row[4].value for row in piece.lines.rows] == [r.debit / 100 for r in expected[:5]]
    assert piece.first == "6, 18, 30, 42, 54 et 7 autres"


def test_evidence_line_by_line_sums_to_each_finding(rendered: Report) -> None:
    case = rendered("rich")
    sums: dict[str, int] = defaultdict(int)
    for number, debit, credit in case.view.proofs.frame.select(
        "finding", "debit", "credit"
    ).iter_rows():
        sums[number] += debit - credit
    for place, finding in enumerate(case.audit.findings, 1):
        proved = sum(piece.sign * piece.amount_cents for piece in finding.evidence)
        assert sums[f"C{place}"] == proved
    assert case.view.proofs.note is None


def test_evidence_is_cut_with_a_plain_note() -> None:
    audit = sample_audit.rich()
    prover = Prover(audit.firm, Voice(Language.FR))
    proofs = prover.all((("C1", audit.findings[0]), ("C2", audit.findings[1])), most_rows=30)
    assert proofs.total == 24 + 12
    assert proofs.frame.height == 30
    assert proofs.frame["finding"].to_list() == ["C1"] * 24 + ["C2"] * 6
    assert proofs.note is not None
    assert "30" in proofs.note
    assert "36" in proofs.note


def test_evidence_of_a_file_that_is_not_among_the_firms_is_shown_without_words() -> None:
    audit = sample_audit.rich()
    stray = Evidence("autre.txt", np.array([3], dtype=np.uint32), 1, 100)
    finding: Finding = replace(audit.findings[0], evidence=(stray,))
    prover = Prover(audit.firm, Voice(Language.FR))
    assert prover.pieces(finding.evidence)[0].lines.rows == ()
    assert prover.all([("C1", finding)]).frame.row(0)[:4] == ("C1", "autre.txt", 3, None)


def test_suppliers_add_up_to_the_purchases(rendered: Report) -> None:
    case = rendered("rich")
    bought: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in sample_books.rows():
        if row.aux.startswith("401"):
            bought[row.aux_label][row.file] += row.credit - row.debit
    total = sum(amounts[1] for amounts in bought.values())
    expected = sorted(
        ((name, a / 100, b / 100, b / total) for name, (a, b) in bought.items()),
        key=lambda item: -item[2],
    )
    rows = case.view.suppliers.rows
    assert [(r[0], r[2], r[3]) for r in rows] == [e[:3] for e in expected]
    assert [r[4] for r in rows] == pytest.approx([e[3] for e in expected])
    assert [r[0] for r in case.view.customers.rows] == [
        "Hôtel de la Poste",
        "Restaurant Chez Jeanne",
        "Clients divers",
    ]


def test_files_with_one_name_keep_their_folders() -> None:
    files = sample_audit.rich().firm.files
    twins = (replace(files[0], path="a/x.txt"), replace(files[1], path="b/x.txt"), files[2])
    assert short_names(twins) == {
        "a/x.txt": "a/x.txt",
        "b/x.txt": "b/x.txt",
        "compta/photo.jpg": "photo.jpg",
    }


def test_problems_are_grouped_by_file_the_gravest_first(rendered: Report) -> None:
    unread = rendered("rich").view.unread
    assert [o.severity for o in unread.problems] == ["error", "warning", "info"]
    assert len(unread.troubles) == 1
    many = rendered("hostile").view.unread
    assert len(many.problems) == 400
    assert len(many.troubles[0].shown) == 25
    assert (many.troubles[0].more or "").startswith("375 autres remarques")
    assert (
        rendered("empty").view.unread.said
        == "Tous les euros de vos fichiers ont servi aux calculs."
    )


def test_the_same_audit_gives_the_same_view(rendered: Report) -> None:
    again = view(sample_audit.rich(), Language.FR)
    first = rendered("rich").view
    assert again.cover == first.cover
    assert again.windows == first.windows
    assert again.points == first.points
    assert again.proofs.frame.equals(first.proofs.frame)


def test_steps_carry_days_and_means(rendered: Report) -> None:
    said = rendered("rich").view
    assert [(w.days, len(w.stages)) for w in said.windows] == [(30, 1), (90, 1), (180, 1)]
    second = said.windows[1].stages[0]
    assert (second.start, second.end) == (date(2026, 12, 23), date(2027, 1, 22))
    assert second.gain_said == f"600{NB}€ par an, entre 300{NB}€ et 900{NB}€"
    assert [ref.number for ref in second.answers] == ["C1", "C2"]
    assert second.effort == f"la personne qui achète, 4{NB}h, sans dépense"
    assert "supposé" in said.means
    assert "supposé" not in rendered("empty").view.means
    assert [(d.title, d.reason) for d in said.left_out] == [
        ("Comptez votre stock chaque mois", "Il faudrait 4 heures de plus par mois.")
    ]
