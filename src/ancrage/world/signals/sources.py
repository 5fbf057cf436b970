"""Where series come from: publisher, terms, how late they are published, when they are too old."""

from __future__ import annotations

from dataclasses import dataclass

from ancrage.text import Text, t


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher's series.

    Args:
        code: stable name, also of the file that is kept.
        title: what it is.
        publisher: whom to name.
        terms: under what terms it may be used, as last looked up.
        page: where a person reads about it.
        lag_days: from an observation to its publication, usually.
        stale_days: age of the last observation beyond which the series says nothing of today.
        checked_on: when the terms and the address were last looked up, ISO date.
    """

    code: str
    title: Text
    publisher: str
    terms: Text
    page: str
    lag_days: int
    stale_days: int
    checked_on: str = "2026-11-23"


_IMF = t(
    "Conditions du FMI (imf.org/external/terms.htm) : lu par vous, sur votre demande ; à citer ; un usage commercial est à "
    "vérifier auprès du FMI."
)
SOURCES = {
    source.code: source
    for source in (
        Source(
            "passages", t("Trafic quotidien des détroits et canaux"), "IMF PortWatch", _IMF,
            "https://portwatch.imf.org", lag_days=7, stale_days=21,
        ),
        Source(
            "ports", t("Escales quotidiennes des ports"), "IMF PortWatch", _IMF,
            "https://portwatch.imf.org", lag_days=7, stale_days=21,
        ),
        Source(
            "gscpi", t("Pression sur les chaînes d’approvisionnement (GSCPI)"), "Federal Reserve Bank of New York",
            t("Conditions de la Fed de New York : usage libre en citant la source ; série révisée chaque mois."),
            "https://www.newyorkfed.org/research/policy/gscpi", lag_days=6, stale_days=75,
        ),
        Source(
            "gpr", t("Risque géopolitique par pays (GPR)"), "Dario Caldara et Matteo Iacoviello",
            t("À citer : Caldara et Iacoviello (2022), American Economic Review ; aucune licence n’est écrite."),
            "https://www.matteoiacoviello.com/gpr.htm", lag_days=40, stale_days=100,
        ),
        Source(
            "ecb", t("Taux de change de référence de l’euro"), "Banque centrale européenne",
            t("Réutilisation libre en citant la BCE ; taux d’information, pas de transaction."),
            "https://www.ecb.europa.eu/stats/eurofxref", lag_days=0, stale_days=7,
        ),
    )
}  # fmt: skip
# What a firm follows by itself: a weekly letter, a forwarder's list.
OWN_INDICES = Source(
    "indices", t("Indices que vous suivez"), "vos fichiers", t("Vos propres données."), "", lag_days=0, stale_days=45,
)  # fmt: skip
