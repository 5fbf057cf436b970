"""Names of the management figures and of the boxes of the tax return, for people."""

from __future__ import annotations

from collections.abc import Mapping

from ancrage.firm.figures import RULES, TAX_RETURN, Rule
from ancrage.text import Text, t

FIGURES: Mapping[str, Text] = {
    "net_sales_70": t("Ventes nettes"),
    "purchases_raw_601": t("Achats de matières premières"),
    "purchases_other_602": t("Achats d’autres approvisionnements"),
    "purchases_goods_607": t("Achats de marchandises"),
    "rrr_609": t("Rabais et remises obtenus"),
    "accessory_608": t("Frais accessoires d’achat"),
    "stock_variation_603": t("Variation des stocks"),
    "stock_variation_6037": t("Variation des stocks de marchandises"),
    "production_stored_713": t("Production stockée"),
    "cost_of_goods": t("Coût de ce qui est vendu"),
    "gross_margin": t("Marge brute"),
    "freight_in_6241": t("Transports sur achats"),
    "freight_out_6242": t("Transports sur ventes"),
    "freight_other_624": t("Autres transports de biens"),
    "forwarder_6224": t("Transitaires"),
    "storage_6135": t("Locations mobilières et stockage"),
    "rent_6132": t("Loyers"),
    "marketplace_fees_6222": t("Commissions sur ventes"),
    "bank_fees_627": t("Frais bancaires et de paiement"),
    "wages_641": t("Salaires"),
    "logistics_wages_64111": t("Salaires de la logistique"),
    "stock_opening_37": t("Stock de marchandises, à l’ouverture"),
    "stock_closing_37": t("Stock de marchandises, à la clôture"),
    "stock_opening": t("Stocks, à l’ouverture"),
    "stock_closing": t("Stocks, à la clôture"),
    "cash_512": t("Banque"),
    "receivables_411": t("Clients : ce qu’ils vous doivent"),
    "payables_401": t("Fournisseurs : ce que vous leur devez"),
    "accrued_payables_408": t("Factures à recevoir"),
    "result_class_6_7": t("Résultat"),
}
BOXES: Mapping[str, Text] = {
    "FL": t("Chiffre d’affaires net"),
    "FM": t("Production stockée"),
    "FN": t("Production immobilisée"),
    "FO": t("Subventions d’exploitation"),
    "FS": t("Achats de marchandises"),
    "FT": t("Variation de stock de marchandises"),
    "FU": t("Achats de matières et approvisionnements"),
    "FV": t("Variation de stock de matières"),
    "FW": t("Autres achats et charges externes"),
    "FX": t("Impôts et taxes"),
    "FY": t("Salaires et traitements"),
    "FZ": t("Charges sociales"),
    "HN": t("Bénéfice ou perte"),
}


def named() -> list[tuple[str, Text, Rule]]:
    """Every figure that sums accounts: its code, its name, its rule; the boxes of the tax return last."""
    figures = [(code, FIGURES[code], rule) for code, rule in RULES.items()]
    boxes = [
        (box, t("Case {box} : {label}", box=box, label=BOXES[box]), rule)
        for box, rule in TAX_RETURN.items()
    ]
    return figures + boxes


def rule_said(rule: Rule) -> Text:
    """A rule in words: which sum of which accounts."""
    sides = t("débit moins crédit") if rule.sign == 1 else t("crédit moins débit")
    scope = {
        "flow": t("sans les écritures d’ouverture ni de clôture"),
        "balance": t("avec le report à nouveau"),
        "opening": t("au premier jour de l’exercice"),
    }[rule.scope]
    accounts = ", ".join(rule.prefixes)
    if rule.less:
        return t(
            "Somme de {sides} des comptes {accounts}, sauf {less}, {scope}.",
            sides=sides,
            accounts=accounts,
            less=", ".join(rule.less),
            scope=scope,
        )
    return t(
        "Somme de {sides} des comptes {accounts}, {scope}.",
        sides=sides,
        accounts=accounts,
        scope=scope,
    )
