"""What a document is called: the lines of its title, and which of them name the plan."""

from __future__ import annotations

import re
from functools import cache

from ingest.cells.text import alternatives, fold
from ingest.document import Document, Heading, Paragraph, Span, Table
from ingest.meetings import is_entry
from ingest.outline import titled
from ingest.records import Printed
from ingest.styles.items import beside
from ingest.styles.wording import families, is_acting, is_measuring, is_telling
from ingest.tables.shapes import is_page_noise
from ontology.reading import fold as fold_words
from ontology.reading import headings
from ontology.reading.cells import word_set, words

_YEARS = re.compile(r"(?<!\d)20\d\d\s?(?:[-/–—]|to)\s?(?:20)?\d\d(?!\d)")
_TITLE_BLOCKS = 14
_CHAPTER = re.compile(
    r"(?:(?:chapter|section|part|annex|appendix|volume)\s+\w{1,4}\b|\d{1,2}(?:\.\d{1,2})*[.):]?\s+\S).*", re.IGNORECASE
)
_LONG = 200


def title_lines(document: Document) -> list[tuple[str, Span]]:
    """The short lines at the beginning, up to the first heading of the text proper or the first long paragraph."""
    lines = _front_matter(document)
    for block in document.blocks[:_TITLE_BLOCKS]:
        if isinstance(block, Table):
            break
        sentence = isinstance(block, Paragraph) and re.search(r"[a-z]{3}\.$", block.text.strip()) and lines
        if (
            sentence
            or is_page_noise(block.text)
            or block.text.startswith("---")
            or (isinstance(block, Paragraph) and block.bullet and lines)
        ):
            continue
        opens = block.text.casefold().strip(" :.") in word_set("publication", "openings") or _begins(block)
        if opens and not lines and isinstance(block, Heading) and is_telling(block.text):
            continue
        if opens or (isinstance(block, Paragraph) and len(block.text) > _LONG and lines):
            break
        if block.text.strip():
            lines.append((fold(block.text), block.span))
    return lines


def _begins(block: Heading | Paragraph) -> bool:
    """Whether the text proper begins with a block: an aim, a heading of actions, a label with its value."""
    text = " ".join(block.text.split())
    if isinstance(block, Paragraph):
        return bool(titled(text)) or bool(beside(block))
    heads = is_acting(text) or is_telling(text) or is_measuring(text) or fold_words(text) in families()
    return heads or titled(text, typographic=True) is not None or bool(headings().action.fullmatch(text))


def _front_matter(document: Document) -> list[tuple[str, Span]]:
    """The title that a Markdown file's front matter ("---" lines) gives."""
    match = re.match(r"\s*---\n(?:.*\n)*?title:[ \t]*(.+)\n(?:.*\n)*?---\n", document.text)
    if match is None:
        return []
    title = re.sub(r"[\u2060\u200b\ufeff]", "", match[1]).strip(" \"'")
    line = document.text.count("\n", 0, match.start(1)) + 1
    return [(title, Span(line, line, match[1]))]


@cache
def _title_word() -> re.Pattern[str]:
    return re.compile(alternatives(words("publication", "titles"), plural=True), re.IGNORECASE)


def title_of(document: Document, lines: list[tuple[str, Span]]) -> Printed:
    """The title lines that name a plan, the part of this year after the plan itself; else the first line, else the
    chief heading, else what the file is called."""
    if any(is_of_any_papers(text) for text, _ in lines):
        told = [line for line in lines if not (is_of_any_papers(line[0]) or is_entry(line[0]))]
        lines = [line for line in told if line[0][-1:] not in ".,;"] or lines
    kept = [line for line in lines if not (_CHAPTER.fullmatch(line[0]) or is_acting(line[0]) or line[0].endswith(":"))]
    lines = kept or [line for line in lines if not line[0].endswith(":")]
    named = [(text, span) for text, span in lines if _title_word().search(text) and len(text) < _LONG]
    if not named:
        chief = next((block for block in document.blocks if isinstance(block, Heading) and block.level == 1), None)
        headed = (chief.text, chief.span) if chief is not None else (_of_file(document.name), Span(1, 1, ""))
        return Printed(*(lines[0] if lines else headed))
    first, span = named[0]
    part = next((t for t, _ in named[1:] if _YEARS.search(t) and _adds(first, t)), "")
    return Printed(f"{first}, {part}" if part else first, span)


def is_of_any_papers(text: str) -> bool:
    """Whether a line only says what the papers of any meeting are ("Agenda and minutes")."""
    return text.casefold().strip(" :") in word_set("decisions", "paper_titles")


def _of_file(name: str) -> str:
    """What a file is called, as a title: without the ending, marks read as spaces."""
    words_of_name = re.sub(r"[-_.+\s]+", " ", re.sub(r"\.\w{1,8}$", "", name)).strip()
    return f"{words_of_name[:1].upper()}{words_of_name[1:]}" or name


def _adds(first: str, text: str) -> bool:
    """Whether a second title line tells the plan of one year apart from the whole plan."""
    told = set(re.findall(r"\w+", first.casefold()))
    new = [word for word in re.findall(r"[a-z]{3,}", text.casefold()) if word not in told]
    return bool(yearly().search(text)) and not yearly().search(first) and len(text) < 60 and len(new) <= 4


@cache
def yearly() -> re.Pattern[str]:
    """What names the plan that says what is done in one year ("Delivery plan")."""
    return re.compile(alternatives(words("publication", "yearly")), re.IGNORECASE)
