"""Why a file holds no electronic invoice, in words that say what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from ancrage.firm.invoices.model import (
    DAMAGED_ARCHIVE,
    DAMAGED_MAIL,
    DAMAGED_PDF,
    NESTED_ARCHIVE,
    NO_INVOICE_ATTACHMENT,
    NO_XML,
    NOT_AN_INVOICE,
    PASSWORD,
    TOO_LARGE,
    Refusal,
)
from ancrage.text import Text, t, tn

_MOST_NAMES = 5
_ASK_XML = t(
    "Demandez au fournisseur sa facture électronique (Factur-X, CII ou UBL), ou prenez-la sur votre plateforme."
)
_LEFT = t("Il est laissé de côté.")


def no_attachment() -> Refusal:
    """A PDF that carries no file."""
    return Refusal(
        NO_XML,
        t("Ce PDF ne contient aucun fichier joint : c’est une page à lire, pas une facture électronique."),
        _ASK_XML,
    )  # fmt: skip


def no_invoice_attached(names: Sequence[str]) -> Refusal:
    """A PDF that carries files, none an invoice."""
    shown = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
    return Refusal(
        NO_INVOICE_ATTACHMENT,
        tn(
            "Ce PDF contient un fichier joint, qui n’est pas une facture électronique : {names}.",
            "Ce PDF contient {count} fichiers joints, dont aucun n’est une facture électronique : {names}.",
            len(names),
            names=shown,
        ),
        _ASK_XML,
    )


def password() -> Refusal:
    """A PDF that opens with a password only."""
    return Refusal(
        PASSWORD,
        t("Ce PDF est protégé par un mot de passe."),
        t("Enregistrez-en une copie sans mot de passe, et donnez-la."),
    )


def damaged_pdf() -> Refusal:
    """A PDF that its reader gives up."""
    return Refusal(
        DAMAGED_PDF,
        t("Ce PDF est abîmé : ses fichiers joints n’ont pas pu être lus."),
        t("Téléchargez-le de nouveau."),
    )


def other_xml(root: str) -> Refusal:
    """An XML document that is something else, or an invoice of a format that is not read."""
    return Refusal(
        NOT_AN_INVOICE,
        t(
            "Ce XML n’est pas une facture CII ou UBL : son premier élément est « {root} ».",
            root=root[:60] or "?",
        ),
        _LEFT,
    )


def empty_invoice() -> Refusal:
    """A root of invoice without anything that makes one."""
    return Refusal(
        NOT_AN_INVOICE,
        t("Ce XML a la forme d’une facture, mais ni numéro ni montant."),
        _LEFT,
    )


def mail_without_invoice() -> Refusal:
    """A message with no file that could be an invoice."""
    return Refusal(
        NO_XML,
        t("Ce message n’a aucune pièce jointe PDF ou XML qui contienne une facture électronique."),
        _ASK_XML,
    )


def damaged_mail() -> Refusal:
    """A message that its reader gives up."""
    return Refusal(
        DAMAGED_MAIL,
        t("Ce message est abîmé : ses pièces jointes n’ont pas pu être lues."),
        t("Enregistrez-le de nouveau depuis votre messagerie."),
    )


_ARCHIVES = {
    "password": (PASSWORD, t("L’archive jointe {name} est protégée par un mot de passe.")),
    "nested_archive": (
        NESTED_ARCHIVE,
        t("L’archive jointe {name} est dans une autre archive : elle n’est pas ouverte."),
    ),
    "damaged_archive": (DAMAGED_ARCHIVE, t("L’archive jointe {name} est abîmée.")),
}
_HEAVY = (TOO_LARGE, t("L’archive jointe {name} est trop grosse une fois ouverte."))


def archive(code: str, name: str) -> Refusal:
    """An archive attached to a message that is not opened.

    Args:
        code: of `UnreadableFile`.
        name: of the archive.
    """
    status, reason = _ARCHIVES.get(code, _HEAVY)
    return Refusal(
        status,
        Text(reason.message, {"name": name}),
        t("Enregistrez cette archive, ouvrez-la, et donnez les fichiers qu’elle contient."),
    )
