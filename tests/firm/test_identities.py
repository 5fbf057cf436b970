"""Who is who, a case at a time: what proves, what forbids, what is asked, and what the owner says."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ancrage.firm.identities import Decisions, Resolution, Row, resolve
from ancrage.firm.identities.identifiers import account, gtin, siren, siren_of_siret, vat
from ancrage.firm.identities.item_writings import known_items
from ancrage.firm.identities.items import resolve_items
from ancrage.firm.identities.persons import resolve_persons
from ancrage.firm.identities.suppliers import writings
from ancrage.text import Language, render

BIC, EDF, LVMH = "552008443", "552081317", "775670417"  # SIRENs of three well-known firms
IBAN = "FR1420041010050500013M02606"


def firms(*names: str) -> list[Row]:
    return [Row(index, name) for index, name in enumerate(names)]


def together(result: Resolution) -> set[tuple[object, ...]]:
    return {cluster for cluster in result.clusters if len(cluster) > 1}


def asked(result: Resolution) -> set[frozenset[object]]:
    return {frozenset({doubt.a, doubt.b}) for doubt in result.review}


SAME: Sequence[tuple[str, str]] = (
    ("Boulangerie Pâtisserie Lemoine SARL", "S.A.R.L. BOULANGERIE PATISSERIE LEMOINE"),
    ("Menuiserie Le Gall & Fils", "LE GALL ET FILS MENUISERIE"),
    ("Transports Vandewalle", "TRANS. VANDEWALLE"),
    ("Charpente Durieux SAS", "CHARPENTE DURIEUX"),
    ("Charpente Durieux SAS", "Charpente Duriexu SAS"),
    ("Charpente Durieux SAS", "CharpenteD urieux"),
    ("Charpente Durieux SAS", "Charpente Durieux (siège)"),
    ("Saint-Gobain Distribution", "SAINT GOBAIN DISTRIBUTION"),
    ("Électricité de France", "Electricite France"),
    ("E.D.F. Entreprises", "EDF Entreprises"),
    ("Alpha Bois S.à r.l.", "S. A. R. L. ALPHA BOIS"),
    ("L’Œuf du Jura", "L'OEUF DU JURA"),
    ("Fromagerie des 3 Vallées", "FROMAGERIE DES 3 VALLEES"),
    ("上海零件", "上海零件"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_firm_written_two_ways(one: str, other: str) -> None:
    assert together(resolve(firms(one, other))) == {(0, 1)}


DIFFERENT: Sequence[tuple[str, str]] = (
    ("SCI Lemoine", "SARL Lemoine"),
    ("Alpha Bois EURL", "Alpha Bois SARL"),
    ("Garage Durand", "Garage Durant"),
    ("Carrelage Bonnet", "Carrelage Bonnot"),
    ("Darty Lyon", "Darty Dijon"),
    ("Alpha Bois", "Alpha Bois Lyon"),
    ("Alpha Bois (Lyon)", "Alpha Bois (Dijon)"),
    ("Agence 39", "Agence 25"),
    ("Entrepôt 2012", "Entrepôt 2021"),
    ("Fromagerie des 3 Vallées", "Fromagerie des 4 Vallées"),
    ("Martin Transports", "Martineau Transports"),
    ("Engie", "Engie Home Services"),
    ("Orange", "Orange Bank"),
    ("Société Générale", "Société Générale Factoring"),
    ("Total Énergies Électricité", "Total Énergies Gaz"),
    ("BP", "BNP"),
    ("上海零件", "深圳零件"),
    ("", ""),
)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_firms_are_not_put_together(one: str, other: str) -> None:
    assert together(resolve(firms(one, other))) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Row(0, "Bic", siren="552 008 443"), Row(1, "BIC SA", siren=BIC)),
        (Row(0, "Bic", siren=BIC), Row(1, "Société Bic", siret=BIC + "00019")),
        (Row(0, "Bic", siren=BIC), Row(1, "Bic écriture", vat="FR 50 552 008 443")),
        (Row(0, "Müller", vat="DE 136695976"), Row(1, "Mueller Müller GmbH", vat="DE136695976")),
        (Row(0, "Alpha Bois", iban=IBAN), Row(1, "Alpha Bois Jura", iban="FR14 2004 1010 0505 0001 3M02 606")),
        (Row(0, "Alpha Bois", extra=(("code", "F01"),)), Row(1, "", extra=(("code", "F01"),))),
    ],
)  # fmt: skip
def test_a_number_proves(one: Row, other: Row) -> None:
    assert together(resolve([one, other])) == {(0, 1)}


def test_one_number_under_two_names_is_asked() -> None:
    result = resolve([Row(0, "Alpha Bois", siren=BIC), Row(1, "Zénith Métaux", siren=BIC)])
    assert together(result) == set()
    assert asked(result) == {frozenset({0, 1})}
    assert "SIREN" in render(result.review[0].reason, Language.FR)


def test_two_numbers_forbid_whatever_the_names() -> None:
    rows = [Row(0, "Alpha Bois", siren=BIC), Row(1, "Alpha Bois", siren=EDF), Row(2, "ALPHA BOIS")]
    result = resolve(rows)
    assert together(result) == set()
    assert asked(result) == {frozenset({0, 2}), frozenset({1, 2})}


def test_a_number_mistyped_is_asked() -> None:
    rows = [Row(0, "Alpha Bois", siren=BIC), Row(1, "ALPHA BOIS", siren=BIC[:-1] + "4")]
    result = resolve(rows)
    assert together(result) == set()
    assert asked(result) == {frozenset({0, 1})}


def test_the_account_of_a_factor_proves_nothing() -> None:
    names = ("Alpha Bois", "Zénith Métaux", "Garage Perrot", "Papeterie Ozanne")
    result = resolve([Row(i, name, iban=IBAN) for i, name in enumerate(names)])
    assert together(result) == set()
    assert asked(result) == set()


def test_an_account_does_not_join_two_company_numbers() -> None:
    rows = [
        Row(0, "Alpha Bois", siren=BIC, iban=IBAN),
        Row(1, "Alpha Bois", iban=IBAN),
        Row(2, "Alpha Bois", siren=EDF, iban=IBAN),
    ]
    assert not any({0, 2} <= set(cluster) for cluster in resolve(rows).clusters)


def test_a_name_without_form_joins_neither_of_two() -> None:
    result = resolve(firms("SCI Lemoine", "SARL Lemoine", "Lemoine"))
    assert together(result) == set()
    assert {frozenset({0, 2}), frozenset({1, 2})} <= asked(result)


def test_merges_do_not_chain() -> None:
    # Each is a slip from the next; the first and the last are two names.
    rows = firms("Garage Martinneau", "Garage Martineau", "Garage Marttineau", "Garage Marttinaeu")
    for cluster in resolve(rows).clusters:
        assert not {0, 3} <= set(cluster)


def test_a_cut_name_joins_the_only_one_that_it_begins() -> None:
    names = ("MENUISERIE CHEVROLLI", "Menuiserie Chevrollier du Jura SARL", "FROMAGERIE DESPLANCH",
             "Fromagerie Desplanches Frères", "Imprimerie Quenouille des Alpes", "Scierie Vauthrin et Associés")  # fmt: skip
    assert together(resolve(firms(*names))) == {(0, 1), (2, 3)}


def test_a_cut_name_that_begins_two_is_asked() -> None:
    names = ("MENUISERIE CHEVROLLI", "Menuiserie Chevrollier du Jura SARL", "FROMAGERIE DESPLANCH",
             "Fromagerie Desplanches Frères", "Menuiserie Chevrollier Aquitaine",
             "Imprimerie Quenouille des Alpes", "Scierie Vauthrin et Associés")  # fmt: skip
    result = resolve(firms(*names))
    assert together(result) == {(2, 3)}
    assert {frozenset({0, 1}), frozenset({0, 4})} <= asked(result)


def test_a_word_that_the_list_keeps_shortening_is_an_abbreviation() -> None:
    names = ("Charpente Durieux", "CHARP DURIEUX", "Charpente Vauthrin", "CHARP VAUTHRIN", "Charpente Ozanne",
             "CHARP OZANNE", "Martin Transports", "Martineau Transports")  # fmt: skip
    assert together(resolve(firms(*names))) == {(0, 1), (2, 3), (4, 5)}
    assert together(resolve(firms(*names[:4]))) == set()


def test_what_the_owner_says_is_done_and_can_be_undone() -> None:
    rows = firms("Alpha Bois", "Alpha Bois Lyon", "ALPHA BOIS SARL")
    assert together(resolve(rows)) == {(0, 2)}
    said = Decisions(same=frozenset({(0, 1)}), different=frozenset({(2, 0)}))
    assert together(resolve(rows, said)) == {(0, 1)}
    assert frozenset({0, 2}) not in asked(resolve(rows, said))
    assert resolve(rows, Decisions()) == resolve(rows)


def test_what_the_owner_keeps_apart_stays_so_whatever_the_number() -> None:
    rows = [Row(0, "Alpha Bois", siren=BIC), Row(1, "Alpha Bois", siren=BIC)]
    assert together(resolve(rows)) == {(0, 1)}
    assert together(resolve(rows, Decisions(different=frozenset({(0, 1)})))) == set()


def test_every_merge_has_its_reason() -> None:
    rows = [
        Row("a", "Alpha Bois", siren=BIC),
        Row("b", "Alpha", siren=BIC),
        Row("c", "ALPHA BOIS SA"),
    ]
    merges = resolve(rows).merges
    assert len(merges) == 2
    assert {render(m.reason, Language.FR) for m in merges} == {
        "même SIREN",
        "mêmes mots, aux accents, à l’ordre et à la forme juridique près",
    }


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            Row,
            st.uuids(),
            st.text(max_size=30) | st.sampled_from(["Alpha Bois", "ALPHA BOI", "Alpha  Bois SARL"]),
            siren=st.text("0123456789 .", max_size=11) | st.sampled_from(["", BIC, EDF]),
            siret=st.text(max_size=5),
            vat=st.text(max_size=5) | st.sampled_from(["FR50552008443", ""]),
            iban=st.text(max_size=5) | st.just(IBAN),
            town=st.text(max_size=3),
        ),
        max_size=12,
        unique_by=lambda row: row.id,
    )
)
def test_whatever_is_written_each_row_is_once_and_no_two_numbers_are_one(rows: list[Row]) -> None:
    result = resolve(rows)
    assert sorted(str(i) for c in result.clusters for i in c) == sorted(str(r.id) for r in rows)
    by_id = {row.id: row for row in rows}
    for cluster in result.clusters:
        assert len({siren(by_id[i].siren) for i in cluster} - {""}) <= 1  # type: ignore[index]
    where = {row: rank for rank, cluster in enumerate(result.clusters) for row in cluster}
    assert all(where[doubt.a] != where[doubt.b] for doubt in result.review)
    assert {frozenset(c) for c in resolve(rows[::-1]).clusters} == {
        frozenset(c) for c in result.clusters
    }


def test_numbers_in_any_spelling() -> None:
    assert siren(" 552 008 443 ") == BIC
    assert siren("552008443.0") == BIC
    assert siren("55200844") == ""
    assert siren_of_siret("356 000 000 09075") == "356000000"  # La Poste, which fails Luhn
    assert vat("fr 50-552.008.443") == "FR50552008443"
    assert account("FR1420041010050500013M02607") == ""  # its check fails
    assert gtin("012345678905") == gtin("0012345678905") == "00012345678905"
    assert gtin("4006381333932") == ""


ITEMS: Sequence[tuple[str, str, bool]] = (
    ("Farine T65 1 kg", "FARINE T65 1000 g", True),
    ("Farine T65 1 kg", "Farine T65 500 g", False),
    ("Huile d’olive 75 cl", "Huile d'olive 750ml", True),
    ("T-shirt bleu L", "T-shirt bleu", False),
    ("T-shirt bleu L", "T-shirt bleu M", False),
    ("T-shirt bleu L", "T-shirt rouge L", False),
    ("Vis 4x40", "Vis 4x45", False),
    ("Planche blanche", "Planche branche", False),
    ("Confiture fraise 0,5 kg", "Fraise confiture 500 G", True),
)


@pytest.mark.parametrize(("one", "other", "same"), ITEMS)
def test_items_of_one_name(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert together(resolve_items(firms(one, other))) == ({(0, 1)} if same else set())


def item(sku: str, name: str, **numbers: str) -> Row:
    """An item of the firm's own lists."""
    return Row(sku, name, extra=(("sku", sku), *((k, v) for k, v in numbers.items() if v)))


EAN = "04006381333931"
NUMBERED: Sequence[tuple[Sequence[Row], set[tuple[str, str]]]] = (
    # One barcode: a word more, another order, an accent.
    ([item("A1", "Bol bleu", gtin=EAN), item("X9", "BOL BLEU GRÈS", gtin=EAN)], {("A1", "X9")}),
    ([item("A1", "Bol bleu", gtin=EAN), item("X9", "Vase en verre", gtin=EAN)], set()),
    # Variants are two, whatever the barcode.
    ([item("A1", "T-shirt bleu L", gtin=EAN), item("X9", "T-shirt bleu M", gtin=EAN)], set()),
    ([item("A1", "Bol bleu", gtin=EAN), item("X9", "Bol rouge", gtin=EAN)], set()),
    ([item("A1", "Bol bleu", gtin=EAN), item("X9", "Bol bleu lot de 6", gtin=EAN)], set()),
    ([item("A1", "Nappe 50x70 cm", gtin=EAN), item("X9", "Nappe 50 x 50 cm", gtin=EAN)], set()),
    ([item("A1", "Nappe 50x70 cm", gtin=EAN), item("X9", "NAPPE 50 × 70", gtin=EAN)], {("A1", "X9")}),
    # A barcode copied on all sizes leads the one that says no size to none of them.
    ([item("A1", "T-shirt bleu", gtin=EAN), item("A2", "T-shirt bleu M", gtin=EAN),
      item("A3", "T-shirt bleu L", gtin=EAN)], set()),
    # So does it where two say no size, while others of their family do.
    ([item("A1", "T-shirt bleu", gtin=EAN), item("A2", "T-SHIRT BLEU", gtin=EAN), item("A3", "T-shirt bleu M"),
      item("A4", "T-shirt bleu L")], set()),
    # The same supplier's reference; two barcodes are two items.
    ([item("A1", "Bol bleu", supplier_product="1\tR7"), item("B2", "Bol Bleu", supplier_product="1\tR7")],
     {("A1", "B2")}),
    ([item("A1", "Bol bleu", supplier_product="1\tR7", gtin=EAN),
      item("B2", "Bol bleu", supplier_product="1\tR7", gtin="03518370400049")], set()),
    ([item("A1", "Bol bleu", supplier_product="1\tR7"), item("B2", "Vase", supplier_product="1\tR7")], set()),
    # Zeros that a spreadsheet took away; a short reference alone says nothing.
    ([item("00123", "Bol bleu", zeros="123"), item("123", "BOL BLEU", zeros="123")], {("00123", "123")}),
    ([item("00123", "Bol bleu", zeros="123"), item("123", "Bol", zeros="123")], set()),
)  # fmt: skip


@pytest.mark.parametrize(("rows", "same"), NUMBERED)
def test_items_of_one_number(rows: Sequence[Row], same: set[tuple[str, str]]) -> None:
    assert together(resolve_items(rows)) == same
    assert together(resolve_items(rows[::-1])) == {(b, a) for a, b in same}


def test_two_references_of_one_name_are_asked_and_variants_are_not() -> None:
    rows = [item("A1", "Bol bleu"), item("X9", "BOL BLEU"), item("B1", "Pull M"), item("B2", "Pull L")]  # fmt: skip
    result = resolve_items(rows)
    assert together(result) == set()
    assert asked(result) == {frozenset({"A1", "X9"})}


def test_a_name_without_size_is_none_of_those_that_say_one() -> None:
    """The till says no size; the list has the name without a size, and two sizes of it."""
    till = Row("till", "BOL BLEU")
    listed = [item("A1", "Bol bleu"), item("A2", "Bol bleu 14 cm"), item("A3", "Bol bleu 20 cm")]
    assert together(resolve_items([till, listed[0]])) == {("till", "A1")}
    result = resolve_items([till, *listed])
    assert together(result) == set()
    assert asked(result) == {frozenset({"till", "A1"})}


def test_one_barcode_and_unlike_names_is_asked() -> None:
    rows = [item("A1", "Bol bleu", gtin=EAN), item("X9", "Vase en verre", gtin=EAN)]
    assert asked(resolve_items(rows)) == {frozenset({"A1", "X9"})}


def test_what_the_owner_says_of_items_comes_before_numbers() -> None:
    rows = [item("A1", "Bol", gtin=EAN), item("X9", "BOL", gtin=EAN), item("Z1", "Pull L")]
    assert together(resolve_items(rows)) == {("A1", "X9")}
    told = Decisions(same=frozenset({("A1", "Z1")}), different=frozenset({("A1", "X9")}))
    assert together(resolve_items(rows, told)) == {("A1", "Z1")}


def test_items_of_tables_are_one_by_barcode_or_by_the_supplier_s_reference() -> None:
    """A1 and X9 bear one barcode; B2 and B3 one reference of one supplier, X8 that of another."""
    place = {"source": [0, 0, 0], "sheet": [None] * 3, "line": [2, 3, 4]}
    listed = pl.DataFrame(
        {"product": ["A1", "B2", "X8"], "name": ["Bol bleu", "Tasse", "Tasse"],
         "barcode": ["4006381333931", None, None], "supplier": [None, "Grès SARL", "Autre"],
         "supplier_product": [None, "R7", "R7"], **place}
    )  # fmt: skip
    again = pl.DataFrame(
        {"product": ["X9", "B3", ""], "name": ["Bol bleu grand", "TASSE", ""],
         "barcode": ["04006381333931", None, None], "supplier": [None, "grès sarl", None],
         "supplier_product": [None, "R7", None], **place}
    )  # fmt: skip
    of = {"products:grès sarl": 0, "products:autre": 1}
    found = known_items({"products": pl.concat([listed, again])}, of, Decisions(), None)
    assert {frozenset(one) for one in found.clusters} == {
        frozenset({"items:sku:a1", "items:sku:x9"}),
        frozenset({"items:sku:b2", "items:sku:b3"}),
        frozenset({"items:sku:x8"}),
    }


def test_a_barcode_that_a_shop_gave_itself_proves_nothing() -> None:
    columns = {"source": [0, 0], "name": ["Bol", "Bol"], "product": ["A", "B"]}
    inside = pl.DataFrame({**columns, "barcode": ["2000000000008", "2000000000008"]})
    assert len(known_items({"products": inside}, {}, Decisions(), None).clusters) == 2


def test_persons_are_one_at_one_place_only() -> None:
    rows = [Row(0, "Jean Dupont", town="39100"), Row(1, "DUPONT Jean", town="39100"),
            Row(2, "Jean Dupont", town="25000"), Row(3, "Jean Dupont"), Row(4, "Jean Dupond", town="39100")]  # fmt: skip
    assert together(resolve_persons(rows)) == {(0, 1)}


def test_suppliers_of_all_tables() -> None:
    """Two suppliers: Alpha Bois in three tables, four ways; Zénith Métaux in the list, and by its code in the orders."""
    columns = {"source": [0, 1]}
    tables = {
        "suppliers": pl.DataFrame(
            {"code": ["F01", "F02"], "name": ["Alpha Bois SARL", "Zénith Métaux"], "siren": [LVMH, None],
             "vat": [None, None], "iban": [None, None], "country": ["FR", None], **columns}
        ),
        "invoices": pl.DataFrame(
            {"seller": ["ALPHA-BOIS S.A.R.L.", "Alpha Bois Jura"], "seller_siret": [None, LVMH + "00012"],
             "seller_vat": [None, None], "seller_country": ["FR", "FR"], "seller_iban": [None, IBAN],
             "net": [10_000, -2_500], "copy": [False, False], "currency": ["EUR", None], **columns}
        ),
        "purchase_orders": pl.DataFrame(
            {"supplier": ["F02", "Alpha Bois", "Alpha Bois"], "amount": [1, 2, 4],
             "currency": ["EUR", "EUR", "USD"], "source": [0, 1, 3]}
        ),
    }  # fmt: skip
    found = writings(tables, frozenset())
    result = resolve([row for one in found for row in one.rows])
    assert sorted(len(cluster) for cluster in result.clusters) == [2, 4]
    told = {(one.table, one.name, one.code): (one.sources, one.amount) for one in found}
    assert told["invoices", "Alpha Bois Jura", ""] == ((1,), -2_500)
    assert told["purchase_orders", "", "F02"] == ((0,), 1)
    assert told["purchase_orders", "Alpha Bois", ""] == ((1, 3), None)  # of two currencies


def test_the_firm_s_own_invoices_are_those_of_no_supplier() -> None:
    sellers = {"seller": ["Nous", "Eux", "Nous"], "seller_siret": [BIC + "00019", EDF, None],
               "seller_vat": [None, None, "FR50" + BIC], "seller_country": [None] * 3, "seller_iban": [None] * 3,
               "net": [1, 1, 1], "copy": [False] * 3, "currency": ["EUR"] * 3, "source": [0] * 3}  # fmt: skip
    tables = {"invoices": pl.DataFrame(sellers, schema_overrides={"seller_siret": pl.String})}
    assert [one.name for one in writings(tables, frozenset(), own=BIC)] == ["Eux"]


def test_a_supplier_paid_on_two_accounts_is_written_one_way() -> None:
    sellers = {"seller": ["Alpha Bois", "alpha  bois"], "seller_siret": [None, None], "seller_vat": [None, None],
               "seller_country": ["FR", "FR"], "seller_iban": [IBAN, None], "net": [300, 200],
               "copy": [False, True], "currency": ["EUR", "EUR"], "source": [0, 1]}  # fmt: skip
    (one,) = writings({"invoices": pl.DataFrame(sellers)}, frozenset())
    assert (one.sources, one.amount, len(one.rows)) == ((0, 1), 300, 2)  # a copy is counted once
