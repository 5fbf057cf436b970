"""Queries that every page asks: the ORM writes their SQL once a process, then only the values change.

Building such a query and writing its SQL takes the ORM several times as long as running it (docs/benchmarks.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django_scopes import scope

from ancrage.web.scope import scoped_firm

M = TypeVar("M", bound=Model)


class Kept(Generic[M]):
    """A query of the rows of the firm in scope, that changes by its values alone.

    Args:
        query: gives the query for values, strings or whole numbers, each of which it only compares; it holds no other
            value, and asks for no related row (`select_related`).
    """

    def __init__(self, query: Callable[..., QuerySet[M]]) -> None:
        self._query = query
        self._written: tuple[type[M], str, list[int]] | None = None

    def __call__(self, *values: str | int) -> Iterator[M]:
        """The rows for these values. Raises LookupError where no firm is in scope."""
        given = (scoped_firm(), *values)
        if self._written is None:
            self._written = self._write(given)
        model, sql, places = self._written
        # The SQL is the scoped manager's own, and its firm is that of the scope.
        found: Any = model._base_manager.raw(sql, [given[at] for at in places])  # noqa: SLF001 (documented)
        return iter(found)

    def _write(self, given: tuple[str | int, ...]) -> tuple[type[M], str, list[int]]:
        """The SQL, and for each of its parameters the place of its value; written for marks, so that none is mistaken."""
        marks = [-at if isinstance(v, int) else f"mark {at}" for at, v in enumerate(given)]
        with scope(firm=marks[0]):
            query = self._query(*marks[1:])
            sql, parameters = query.query.sql_with_params()
        return query.model, sql, [marks.index(each) for each in parameters]
