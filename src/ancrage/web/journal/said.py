"""The journal's codes as sentences."""

from __future__ import annotations

from collections.abc import Mapping

from ancrage.text import Language, Text, t
from ancrage.web.saying import say

SENTENCES: Mapping[str, Text] = {
    "firm.created": t("a créé l’entreprise {target}"),
    "firm.changed": t("a changé les réglages"),
    "import.done": t("a importé {target}"),
    "import.left": t("a laissé de côté {target}"),
    "columns.said": t("a dit ce que sont les colonnes de {target}"),
    "identity.said": t("a dit qui est qui : {target}"),
    "supplier.said": t("a dit ce qu’il sait de {target}"),
    "identity.undone": t("est revenu sur : {target}"),
    "import.undone": t("a retiré {target}"),
    "answer.given": t("a répondu à la question « {target} »"),
    "answer.cleared": t("a effacé la réponse à la question « {target} »"),
    "step.changed": t("a mis à jour l’étape « {target} »"),
    "step.done": t("a terminé l’étape « {target} »"),
    "raise.found": t("a trouvé dans les fichiers la commande d’une hausse de stock : {target}"),
    "raise.taken": t("a commandé une hausse de stock : {target}"),
    "raise.aside": t("a laissé de côté une hausse de stock : {target}"),
    "raise.ended": t("a mis fin à une hausse de stock : {target}"),
    "raise.prolonged": t("a prolongé une hausse de stock : {target}"),
    "raise.corrected": t("a dit qu’une commande n’est pas une hausse de stock : {target}"),
    "raise.undone": t("est revenu sur une hausse de stock : {target}"),
    "report.asked": t("a demandé un rapport"),
    "export.asked": t("a demandé l’export de toutes les données"),
    "export.taken": t("a téléchargé l’export de toutes les données"),
    "person.left": t("a effacé son compte"),
    "person.invited": t("a invité une personne"),
    "person.invitation_cancelled": t("a annulé une invitation"),
    "person.joined": t("a rejoint l’entreprise"),
    "person.role": t("a changé le rôle d’une personne"),
    "person.removed": t("a retiré une personne"),
    "token.created": t("a créé le jeton « {target} »"),
    "token.revoked": t("a supprimé le jeton « {target} »"),
}


def sentence(action: str, target: str, language: Language) -> str:
    """What was done."""
    text = SENTENCES.get(action)
    return say(Text(text.message, {"target": target}), language) if text else action
