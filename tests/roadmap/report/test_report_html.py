"""The page asks for nothing outside itself, reads well without sight, and no name of a file can break it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from importlib import resources

import pytest
from lxml import html
from report_case import CASES, Rendered
from sample_audit import HOSTILE, LONG

from ancrage.roadmap.report import vega, vega_map
from ancrage.roadmap.report.words import WORDS
from ancrage.text import Language

Report = Callable[..., Rendered]
TEMPLATES = resources.files("ancrage.roadmap.report") / "templates"
CSS = (TEMPLATES / "report.css").read_text("utf-8")


def parsed(report: Rendered) -> html.HtmlElement:
    return html.document_fromstring(report.html)


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_asked_for_outside_the_page_and_nothing_runs(
    rendered: Report, case: str
) -> None:
    page = parsed(rendered(case))
    for element in page.iter():
        assert element.tag not in {
            "script",
            "link",
            "iframe",
            "object",
            "embed",
            "img",
            "base",
            "form",
        }
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            if name in {"href", "src", "xlink:href", "action", "srcset", "poster"}:
                assert value.startswith("#")
    assert "@import" not in CSS
    assert "url(" not in CSS
    policy = page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


@pytest.mark.parametrize("case", CASES)
def test_ids_are_unique_and_links_lead_somewhere(rendered: Report, case: str) -> None:
    page = parsed(rendered(case))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for target in page.xpath("//a/@href"):
        assert target[1:] in ids
    for names in page.xpath("//@aria-labelledby"):
        assert set(names.split()) <= set(ids)
    for reference in re.findall(r"url\(#([^)]+)\)", rendered(case).html):
        assert reference in ids


@pytest.mark.parametrize("case", CASES)
def test_headings_follow_one_another(rendered: Report, case: str) -> None:
    page = parsed(rendered(case))
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(h.text_content().strip() for h in page.iter("h1", "h2", "h3", "h4"))


@pytest.mark.parametrize("case", CASES)
def test_tables_have_names_and_heads_and_scroll_in_their_own_box(
    rendered: Report, case: str
) -> None:
    page = parsed(rendered(case))
    tables = list(page.iter("table"))
    assert tables
    for table in tables:
        assert table.getparent().get("class") == "scroll"
        assert table.getparent().get("tabindex") == "0"
        assert (table.getparent().get("aria-label") or "").strip()
        assert table.findtext("caption").strip()
        heads = table.findall("thead/tr/th")
        assert all(head.get("scope") == "col" and head.text_content().strip() for head in heads)
        for row in table.findall("tbody/tr"):
            assert len(row) == len(heads)
            assert row[0].tag == "th"


def test_charts_have_a_title_a_description_and_a_table(rendered: Report) -> None:
    case = rendered("rich")
    page = parsed(case)
    figures = page.xpath("//figure")
    pictures = [picture for room in case.view.rooms for picture in room.pictures]
    assert len(figures) == len(pictures) == 5
    for figure, picture in zip(figures, pictures, strict=True):
        (svg,) = figure.iter("svg")
        assert svg.get("role") == "img"
        assert svg.findtext("title") == picture.question
        assert svg.findtext("desc") == picture.answer
        assert len(figure.xpath(".//tbody/tr")) == len(picture.table.rows)


def test_hostile_names_are_only_text(rendered: Report) -> None:
    case = rendered("hostile")
    words = parsed(case).text_content()
    for name in HOSTILE:
        assert name in words
    assert LONG in words
    assert "<script>alert" not in case.html


def test_the_page_says_its_language(rendered: Report) -> None:
    for language in Language:
        assert parsed(rendered("rich", language)).get("lang") == language.value


def test_page_one_holds_what_the_view_says(rendered: Report) -> None:
    for name in ("rich", "empty"):
        case = rendered(name)
        (first,) = parsed(case).xpath('//section[@id="essentiel"]')
        words = " ".join(first.text_content().split(" "))
        cover = case.view.cover
        said = [point.title for point in (*cover.strengths, *cover.weaknesses)]
        said += [
            *cover.sureness,
            *(stage.title for stage in cover.stages),
            *(q.ask for q in cover.asked),
        ]
        if cover.lead:
            said += [cover.lead.title, cover.lead.todo, cover.lead.reason, cover.lead.draws]
            said += [cover.lead.point.worth_said, cover.lead.point.proof]
        else:
            said.append(cover.none_said)
        assert [sentence for sentence in said if sentence not in words] == []


def test_every_label_is_used_somewhere() -> None:
    used = "".join(
        (TEMPLATES / name).read_text("utf-8") for name in ("report.html.j2", "report.typ")
    )
    package = resources.files("ancrage.roadmap.report")
    used += "".join(
        entry.read_text("utf-8")
        for entry in package.iterdir()
        if entry.name.endswith(".py") and entry.name != "words.py"
    )
    forgotten = [key for key in WORDS if not re.search(rf'\bw\.{key}\b|\["{key}"\]', used)]
    assert forgotten == []


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(a: str, b: str) -> float:
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _tokens(block: str) -> dict[str, str]:
    return {
        name: value + value[1:] if len(value) == 4 else value
        for name, value in re.findall(r"--([a-z0-9]+): (#[0-9a-f]{3,6});", block)
    }


def test_words_stand_out_from_their_ground_by_day_and_by_night() -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for words; 1.4.11: 3 to 1 for the marks of charts."""
    day, night = (_tokens(block) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2])
    for tokens in (day, night):
        for ground in ("paper", "card", "tint"):
            for words in ("ink", "muted", "accent", "strength", "weakness", "risk", "warn"):
                assert _contrast(tokens[words], tokens[ground]) >= 4.5, (words, ground)
            for mark in ("s1", "s2", "s3", "s4", "s5", "s6"):
                assert _contrast(tokens[mark], tokens[ground]) >= 3, (mark, ground)


def test_every_colour_of_the_charts_follows_the_theme() -> None:
    site = resources.files("ancrage") / "web" / "static" / "ancrage" / "app.css"
    fills = (vega_map.SEA, vega_map.LAND, vega_map.AROUND)
    for style in (CSS, site.read_text("utf-8")):
        for colour in (*vega.SERIES, vega.INK, vega.MUTED, *fills):
            assert f'[fill="{colour}"]' in style
        for colour in (vega.LINE, vega.MUTED, vega_map.SHORE, vega_map.AROUND):
            assert f'[stroke="{colour}"]' in style
