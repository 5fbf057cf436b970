"""What every start does first: Django ready, tables as this version wants them, static files collected."""

from __future__ import annotations

import os
from pathlib import Path


def django_ready() -> None:
    """Load Django with our settings."""
    import django  # noqa: PLC0415 (heavy)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ancrage.web.settings")
    django.setup()


def migrate() -> bool:
    """Bring the tables to this version; says whether there was anything to do."""
    from django.core.management import call_command  # noqa: PLC0415 (after django_ready)
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def collect_static() -> bool:
    """Gather the static files under names that change with their content, unless it is done for these very files."""
    from django.conf import settings  # noqa: PLC0415 (after django_ready)
    from django.core.management import call_command  # noqa: PLC0415

    root = Path(settings.STATIC_ROOT)
    mark = root / ".collected"
    state = _state(settings.STATICFILES_DIRS)
    if mark.exists() and mark.read_text(encoding="utf-8") == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(state, encoding="utf-8")
    return True


def _state(folders: list[Path]) -> str:
    files = sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file())
    return "\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
