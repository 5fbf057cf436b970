"""Who may do what in a firm: four roles, four permissions."""

from __future__ import annotations

from enum import StrEnum

from ancrage.text import Text, t


class Permission(StrEnum):
    """What a page or a call asks for."""

    READ = "read"  # see everything of the firm
    BRING = "bring"  # drop files, import, undo, make reports
    DECIDE = "decide"  # answer questions, follow the roadmap, set the means
    MANAGE = "manage"  # people, export of everything, deletion


class Role(StrEnum):
    """What a person is for a firm."""

    OWNER = "owner"
    MEMBER = "member"
    ADVISER = "adviser"
    READER = "reader"

    def may(self, permission: Permission) -> bool:
        """Whether the role has the permission."""
        return permission in GRANTED[self]


GRANTED: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.MEMBER: frozenset({Permission.READ, Permission.BRING, Permission.DECIDE}),
    Role.ADVISER: frozenset({Permission.READ, Permission.BRING}),
    Role.READER: frozenset({Permission.READ}),
}
LABELS: dict[Role, Text] = {
    Role.OWNER: t("Propriétaire"),
    Role.MEMBER: t("Membre de l’équipe"),
    Role.ADVISER: t("Conseiller"),
    Role.READER: t("Lecture seule"),
}
MEANINGS: dict[Role, Text] = {
    Role.OWNER: t("voit et fait tout, invite, exporte et supprime"),
    Role.MEMBER: t("dépose des fichiers, répond aux questions et suit la feuille de route"),
    Role.ADVISER: t("voit tout, dépose des fichiers et fait des rapports ; ne décide pas"),
    Role.READER: t("voit tout, ne change rien"),
}
