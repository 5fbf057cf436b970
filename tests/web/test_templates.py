"""Templates compile, hold nothing that the security policy refuses, and say nothing that cannot be translated."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.template.base import NodeList

from ancrage.money import Euros
from ancrage.text import Language
from ancrage.web.templatetags.once import Once
from ancrage.web.templatetags.words import Words

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "src" / "ancrage" / "web" / "templates"
NAMES = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for path in TEMPLATES.rglob("*")
    if path.suffix in {".html", ".txt"}
)
sys.path.insert(0, str(ROOT / "scripts"))
import messages  # noqa: E402

REFUSED = {
    "a style in the page": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "a script in an attribute": re.compile(
        r"<[^>]*\s(?:on[a-z]+|hx-on[:a-z-]*)\s*=", re.IGNORECASE
    ),
    "a script in the page": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "something from elsewhere": re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//"),
}
LIBRARIES = {
    "lucide": "ancrage.web.templatetags.lucide",
    "static": "django.templatetags.static",
    "allauth": "allauth.templatetags.allauth",
    "humanize": "django.contrib.humanize.templatetags.humanize",
    "i18n": "django.templatetags.i18n",
}
BUILTINS = [f"ancrage.web.templatetags.{name}" for name in ("words", "grids", "once")]
ENGINE = Engine(dirs=[TEMPLATES], libraries=LIBRARIES, builtins=BUILTINS)


def _source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _words(nodes: NodeList) -> list[Words]:
    """The sentences of a template; Django itself does not look into the parts that are written once."""
    parts = [part for part in nodes.get_nodes_by_type(Once) if isinstance(part, Once)]
    return [
        *(node for node in nodes.get_nodes_by_type(Words) if isinstance(node, Words)),
        *(word for part in parts for word in _words(part.nodelist)),
    ]


def _said(source: str, language: Language, **context: object) -> str:
    return ENGINE.from_string(source).render(Context({"language": language, **context}))


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(name: str) -> None:
    assert ENGINE.from_string(_source(name)).nodelist


@pytest.mark.parametrize("name", NAMES)
def test_the_security_policy_refuses_nothing(name: str) -> None:
    assert not [what for what, pattern in REFUSED.items() if pattern.search(_source(name))]


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_is_collected(name: str) -> None:
    compiled = _words(ENGINE.from_string(_source(name)).nodelist)
    with (TEMPLATES / name).open("rb") as stream:
        collected = {found[2] for found in messages.in_templates(stream)}
    assert collected == {
        (node.message,) if node.plural is None else (node.message, node.plural) for node in compiled
    }


@pytest.mark.parametrize("name", NAMES)
def test_french_has_its_spaces_and_apostrophes(name: str) -> None:
    with (TEMPLATES / name).open("rb") as stream:
        sentences = [s for found in messages.in_templates(stream) for s in found[2]]
    wrong = re.compile(r" [:;?!»]|« |\w[:;?!»](?:\s|$)|\w'\w|\.\.\.")
    assert not [sentence for sentence in sentences if wrong.search(sentence)]


@pytest.mark.parametrize("name", NAMES)
def test_no_words_outside_the_tags(name: str) -> None:
    source = re.sub(r"{#.*?#}", "", _source(name))
    source = re.sub(r"{% block (?:width|body_class) %}[^{]*", "", source)  # names of classes
    source = re.sub(r"{%.*?%}|{{.*?}}", "", source)
    source = re.sub(r"<(kbd|code|span lang|button)[^>]*>.*?</(kbd|code|span|button)>", "", source)
    source = re.sub(r"<[^>]*>", "", source)
    allowed = {"Ancrage", "Français", "Québec", "English"}  # each language in its own words
    assert not set(re.findall(r"[A-Za-zÀ-ÿ]{2,}", source)) - allowed


def test_a_sentence_in_each_language_escaped() -> None:
    source = '{% t "Supprimer {name}\u00a0?" name=name %}'
    assert _said(source, Language.FR, name="<Œuf>") == "Supprimer &lt;Œuf&gt;\u00a0?"
    assert _said(source, Language.EN, name="Egg") == "Delete Egg?"


def test_a_sentence_that_counts() -> None:
    source = '{% tn "Importer ce fichier" "Importer ces {count} fichiers" count=n %}'
    assert _said(source, Language.FR, n=1) == "Importer ce fichier"
    assert _said(source, Language.FR, n=1200) == "Importer ces 1\u202f200 fichiers"
    assert _said(source, Language.EN, n=3) == "Import these 3 files"


def test_a_sentence_kept_in_a_variable_is_escaped_once() -> None:
    source = '{% t "Rôle de {name}" name=name as kept %}[{{ kept }}]'
    assert _said(source, Language.FR, name="A & B") == "[Rôle de A &amp; B]"


def test_amounts_are_written_as_the_reader_does() -> None:
    source = '{% t "pour le {day}" day=worth %}'
    assert _said(source, Language.FR, worth=Euros(123456)) == "pour le 1\u202f230\u00a0€"


def test_what_is_written_once_follows_the_language_and_nothing_else() -> None:
    """The same compiled template for two people, as a process serves them: the second sees nothing of the first."""
    frame = (
        '{% once %}{% t "Fermer" %} {{ language_code }} {{ person }}{{ request.path }}{% endonce %}'
    )
    compiled = ENGINE.from_string(frame + "[{{ person }}]")

    def said(language: Language, person: str) -> str:
        return compiled.render(
            Context({"language": language, "person": person, "request": {"path": "/f/"}})
        )

    assert said(Language.FR, "Anne") == "Fermer fr [Anne]"
    assert said(Language.EN, "Bob") == "Close en [Bob]"
    assert said(Language.FR, "Chloé") == "Fermer fr [Chloé]"
    assert len(compiled.nodelist.get_nodes_by_type(Once)) == 1


def test_no_block_is_written_once() -> None:
    """It would be that of the first page asked for."""
    with pytest.raises(TemplateSyntaxError, match="a block changes"):
        ENGINE.from_string("{% once %}{% block title %}{% endblock %}{% endonce %}")


@pytest.mark.parametrize(
    "source",
    [
        "{% t %}",
        "{% t sentence %}",
        '{% t "Fermer" name %}',
        '{% tn "une" count=1 %}',
        '{% tn "une" "{count}" n=1 %}',
    ],
)
def test_a_tag_that_cannot_be_translated_is_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        ENGINE.from_string(source)
