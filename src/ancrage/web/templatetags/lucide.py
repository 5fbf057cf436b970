"""Icons: `{% lucide "anchor" size=22 aria_hidden="true" %}`, drawn once for each process.

The library's own tag copies and writes the drawing anew each time, which was a fifth of a page. This module takes the
place of that tag, hence its name.
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe
from lucide.jinja import lucide as draw

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=1000)
def lucide(name: str, *, size: int = 24, **attributes: str) -> SafeString:
    """The drawing as `<svg>`; attributes are the template's own words, never a person's."""
    return mark_safe(str(draw(name, size=size, **attributes)))  # noqa: S308 (from the library)
