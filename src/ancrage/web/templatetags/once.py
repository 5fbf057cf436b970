"""`{% once %}…{% endonce %}`: what says the same on every page, written once a process for each language.

Most of a page's frame is the same for everybody, and a template would write it node by node each time
(docs/benchmarks.md). Inside, a template sees the reader's language and nothing else, neither the request nor the person
nor the firm: what is kept for all can hold nothing of one.
"""

from __future__ import annotations

from typing import cast

from django import template
from django.template.base import NodeList, Parser, Template, Token
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString

from ancrage.text import Language

register = template.Library()


class Once(template.Node):
    """A part of a template that depends on the language alone."""

    child_nodelists = ()  # a page looks for its blocks in the whole frame each time: there are none here

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.written: dict[Language, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The part in the reader's language."""
        language = context.get("language") or Language.FR
        found = self.written.get(language)
        if found is None:
            seen = Context({"language": language, "language_code": language.value})
            with seen.bind_template(cast("Template", context.template)):
                found = self.written[language] = self.nodelist.render(seen)
        return found


@register.tag
def once(parser: Parser, token: Token) -> Once:  # noqa: ARG001 (the form that Django calls)
    """Read up to `{% endonce %}`."""
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("a block changes with the page: not inside once")
    return Once(nodelist)
