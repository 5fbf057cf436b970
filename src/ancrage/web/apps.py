"""The one Django application; its models live beside the feature they serve."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WebConfig(AppConfig):
    """Ancrage's tables, pages and tasks."""

    name = "ancrage.web"
    label = "web"
    verbose_name = "Ancrage"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hook what must happen after migrations: row-level policies, triggers, grants."""
        from ancrage.web import checks, policies  # noqa: F401, PLC0415 (models must be loaded first)
        from ancrage.web.archives import tasks as _archives  # noqa: F401, PLC0415
        from ancrage.web.goods import tasks as _goods  # noqa: F401, PLC0415
        from ancrage.web.goods import world as _world  # noqa: F401, PLC0415
        from ancrage.web.imports import apart as _apart  # noqa: F401, PLC0415
        from ancrage.web.imports import tasks as _imports  # noqa: F401, PLC0415
        from ancrage.web.people import watched  # noqa: PLC0415
        from ancrage.web.reports import tasks as _reports  # noqa: F401, PLC0415
        from ancrage.web.studies import tasks as _studies  # noqa: F401, PLC0415

        watched.connect()
        post_migrate.connect(policies.apply, sender=self)
