from __future__ import annotations

from collections.abc import Callable

import pytest
from report_case import Rendered, render

from ancrage.text import Language


@pytest.fixture(scope="session")
def rendered() -> Callable[..., Rendered]:
    """The report of a case of sample_audit, made once."""
    made: dict[tuple[str, Language], Rendered] = {}

    def once(case: str, language: Language = Language.FR) -> Rendered:
        if (case, language) not in made:
            made[case, language] = render(case, language)
        return made[case, language]

    return once
