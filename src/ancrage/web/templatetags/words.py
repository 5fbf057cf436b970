"""Words in templates: `{% t "Bonjour {name}" name=person %}` and `{% tn "{count} ligne" "{count} lignes" count=n %}`.

The sentence is French and the key of the catalogue, like `text.t` in code; `as word` keeps it in a variable.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from ancrage.money import Euros, Number, Percent
from ancrage.text import Language, Param, Territory, Text, render

register = template.Library()
SENTENCES = {"t": 1, "tn": 2}  # how many sentences each tag takes before its values
QUOTES = ("'", '"')


class Words(template.Node):
    """One sentence of a template; everything but the values is known when the template is compiled."""

    def __init__(
        self, sentences: Sequence[str], values: dict[str, FilterExpression], kept: str | None
    ) -> None:
        self.message = sentences[0]
        self.plural = sentences[1] if len(sentences) > 1 else None
        self.values = values
        self.kept = kept

    def render(self, context: Context) -> SafeString:
        """The sentence in the reader's language, escaped; nothing where it is kept in a variable."""
        language = context.get("language") or Language.FR
        said = self._said(context, language) if self.values else _plain(self.message, language)
        if self.kept is not None:
            context[self.kept] = said
            return mark_safe("")
        return conditional_escape(said) if context.autoescape else mark_safe(said)  # noqa: S308

    def _said(self, context: Context, language: Language) -> str:
        params = {name: _param(value.resolve(context)) for name, value in self.values.items()}
        count = params.get("count", 1) if self.plural is not None else 1
        return render(
            Text(self.message, params, self.plural, count if isinstance(count, int) else 1),
            language,
        )


@lru_cache(maxsize=None)  # noqa: UP033 (bounded: the sentences of the templates)
def _plain(message: str, language: Language) -> str:
    """A sentence without values, looked up once for each process and language."""
    return render(Text(message), language)


def _param(value: object) -> Param:
    if isinstance(value, str | int | Text | Euros | Percent | Number | Territory | date):
        return value
    return "" if value is None else str(value)


def _words(parser: Parser, token: Token) -> Words:
    name, *bits = token.split_contents()
    kept = None
    if len(bits) > 2 and bits[-2] == "as":
        kept = bits[-1]
        bits = bits[:-2]
    wanted = SENTENCES[name]
    sentences = [b[1:-1] for b in bits[:wanted] if b[:1] in QUOTES and b[-1:] == b[:1]]
    if len(sentences) != wanted:
        raise template.TemplateSyntaxError(f"{name} takes {wanted} quoted sentence(s) first")
    values = {}
    for bit in bits[wanted:]:
        key, equals, value = bit.partition("=")
        if not (equals and key.isidentifier()):
            raise template.TemplateSyntaxError(f"{name}: {bit} is not name=value")
        values[key] = parser.compile_filter(value)
    if name == "tn" and "count" not in values:
        raise template.TemplateSyntaxError("tn needs count=")
    return Words(sentences, values, kept)


register.tag("t", _words)
register.tag("tn", _words)
