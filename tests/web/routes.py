"""Every address of the application, walked off Django's own table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """One address: how it is written, with <parameters>, and the view that answers it."""

    path: str
    view: Callable[..., Any]
    name: str

    @property
    def parameters(self) -> list[str]:
        """Names of the parameters in the path."""
        return PARAMETER.findall(self.path)

    def address(self, values: dict[str, object]) -> str:
        """The path with a value for each parameter."""
        return "/" + PARAMETER.sub(lambda found: str(values[found[1]]), self.path)


def routes() -> list[Route]:
    """All of them, in the order of the table."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Sequence[Any], before: str) -> Iterator[Route]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        else:
            assert isinstance(pattern, URLPattern)
            yield Route(path, pattern.callback, pattern.name or "")
