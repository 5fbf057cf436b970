"""The words of the page of who is who, for suppliers, customers and items."""

from __future__ import annotations

from dataclasses import dataclass

from ancrage.text import Language, Text, t, tn
from ancrage.web.identities.among import Among
from ancrage.web.saying import say


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says among suppliers, customers or items.

    Args:
        tab, title, intro: of the page.
        nobody: that the files name none, and what would.
        limit: what cannot be put together, or nothing.
        two: the answer that they are two.
        alone: that nothing was put together.
        hint, unite, first: of the form that puts two together by hand.
        back: where the page leads back to.
    """

    tab: Text
    title: Text
    intro: Text
    nobody: Text
    limit: Text | str
    two: Text
    alone: Text
    hint: Text
    unite: Text
    first: Text
    back: Text

    @staticmethod
    def together(among: Among, count: int) -> Text:
        """How many are written in several places."""
        if among == "suppliers":
            return tn(
                "{count} fournisseur écrit à plusieurs endroits",
                "{count} fournisseurs écrits à plusieurs endroits",
                count,
            )
        if among == "customers":
            return tn(
                "{count} client écrit de plusieurs façons",
                "{count} clients écrits de plusieurs façons",
                count,
            )
        return tn(
            "{count} article sous plusieurs références ou plusieurs noms",
            "{count} articles sous plusieurs références ou plusieurs noms",
            count,
        )


WORDS: dict[Among, Words] = {
    "suppliers": Words(
        tab=t("Fournisseurs"),
        title=t("Qui est qui parmi vos fournisseurs"),
        intro=t(
            "Un même fournisseur s’écrit parfois de plusieurs façons dans vos fichiers. Réuni, il est compté une seule fois."
        ),
        nobody=t("Vos fichiers ne nomment encore aucun fournisseur."),
        limit="",
        two=t("Ce sont deux fournisseurs"),
        alone=t("Chaque fournisseur n’est écrit qu’à un endroit de vos fichiers."),
        hint=t(
            "Un nom commercial et une raison sociale, par exemple : vous seul savez que c’est le même fournisseur."
        ),
        unite=t("Réunir deux fournisseurs"),
        first=t("Ce fournisseur"),
        back=t("Tous vos fournisseurs"),
    ),
    "customers": Words(
        tab=t("Clients"),
        title=t("Qui est qui parmi vos clients"),
        intro=t(
            "Un même client a parfois plusieurs comptes dans votre comptabilité. Réuni, il est compté une seule fois."
        ),
        nobody=t(
            "Vos fichiers ne nomment encore aucun client : ni compte à son nom, ni facture émise."
        ),
        limit=t(
            "Seuls les clients de vos comptes et de vos factures émises ont un nom ici. Ceux de vos boutiques sont des clés, qui ne disent rien de la personne : elles ne peuvent pas être réunies."
        ),
        two=t("Ce sont deux clients"),
        alone=t("Chaque client n’est écrit que d’une façon."),
        hint=t(
            "Une enseigne et la société qui paie, par exemple : vous seul savez que c’est le même client."
        ),
        unite=t("Réunir deux clients"),
        first=t("Ce client"),
        back=t("Tous vos clients"),
    ),
    "items": Words(
        tab=t("Articles"),
        title=t("Qui est qui parmi vos articles"),
        intro=t(
            "Un même article porte parfois plusieurs références ou plusieurs noms. Réuni, ses ventes, ses achats et son stock s’additionnent."
        ),
        nobody=t(
            "Vos fichiers ne nomment encore aucun article. Une liste d’articles, un stock ou un export de boutique en donnent."
        ),
        limit=t(
            "Deux tailles, deux couleurs ou deux contenances restent deux articles, même sous un même code-barres."
        ),
        two=t("Ce sont deux articles"),
        alone=t("Chaque article n’a qu’une référence et qu’un nom."),
        hint=t(
            "Une ancienne référence et la nouvelle, par exemple : vous seul savez que c’est le même article."
        ),
        unite=t("Réunir deux articles"),
        first=t("Cet article"),
        back=t("Vos fichiers"),
    ),
}


def who_link(base: str, among: Among, language: Language) -> dict[str, str]:
    """The way to the page from where suppliers, customers or items are shown."""
    return {"url": f"{base}{among}/who/", "label": say(WORDS[among].title, language)}
