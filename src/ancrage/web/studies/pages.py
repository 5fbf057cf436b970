"""Reading the pages of the last study."""

from __future__ import annotations

from typing import Any

from ancrage import __version__
from ancrage.text import Language
from ancrage.web.kept import Kept
from ancrage.web.studies.models import Study, StudyPage

_page: Kept[StudyPage] = Kept(
    lambda key, language: StudyPage.objects.filter(language=language, key=key).only("content")
)


def page(key: str, language: Language) -> dict[str, Any] | None:
    """One page of the last study of the firm in scope; None where there is none."""
    found = next(_page(key, language.value), None)
    return None if found is None else found.content


def some_pages(keys: list[str], language: Language) -> dict[str, dict[str, Any]]:
    """Several pages in one query, by key; those that are not there are left out."""
    found = StudyPage.objects.filter(language=language.value, key__in=keys)
    return dict(found.values_list("key", "content"))


def there(keys: list[str], language: Language) -> frozenset[str]:
    """Which of these pages there are, without reading them."""
    found = StudyPage.objects.filter(language=language.value, key__in=keys)
    return frozenset(found.values_list("key", flat=True))


def page_in_any_language(key: str) -> dict[str, Any] | None:
    """A page of the last study that says the same in each language, names as files write them."""
    found = StudyPage.objects.filter(key=key).order_by("pk")
    return next(iter(found.values_list("content", flat=True)), None)


def outdated(study: Study) -> bool:
    """Whether a study was made by another version, which may have other words and other findings."""
    return bool(study.summary.get("version") != __version__)


def latest() -> Study | None:
    """The last study of the firm in scope."""
    return Study.objects.order_by("-made_at").first()
