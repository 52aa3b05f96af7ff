"""What Markdown adds to plain text, and what in it speaks to the program that makes pages of it.

After CommonMark and its usual extensions: settings in front, fenced code, reference links, footnotes, definition lists,
attributes and includes of site generators.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ingest.document import Block, Heading, Paragraph, Row, Table
from ingest.formats.plain.lines import Lines
from ingest.formats.plain.marks import line_of

_RULE = re.compile(r"\s*(?:[-_*=~+#]\s?){3,}")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})\s*([\w+.#-]*)[^`]*")
_PROSE = {"", "text", "txt", "plain", "plaintext", "none", "table", "markdown", "md"}
_DEFINED = re.compile(r" {0,3}\[(?!\^)([^\[\]]{1,200})\]:\s*<?\S+>?(?:\s+[\"'(].*[\"')])?\s*")
_FOOTNOTE = re.compile(r" {0,3}\[\^([^\[\]\s]{1,100})\]:\s*(?=\S)")
_REFERENCE = re.compile(r"!?\[([^\[\]]{1,500})\]\s?\[([^\[\]]{0,200})\]")
_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,100}\]")
_DIRECTIVE = re.compile(r"\s*(?:\{:[^{}]*\}|\{%[^{}]*%\}|\{\{[^{}]*\}\}|\{include [^{}]*\})\s*")
_SAID = re.compile(r"""\b(?:text|title|heading)\s*=\s*(?:"([^"]+)"|'([^']+)')""")
_LEVEL = re.compile(r"\b(?:lvl|level)\s*=\s*[\"']?([1-6])\b")
_DEFINITION = re.compile(r" {0,3}:\s+(?=\S)")
_LONGEST = 2000
_LONGEST_TERM = 100


def pass_over_markup(lines: Lines) -> None:
    """Pass over what Markdown keeps for itself, wherever it stands."""
    _front_matter(lines)
    fence, opened = "", 0
    for at, line in enumerate(lines.texts):
        first = line.lstrip()[:1]
        if not first or first not in "`~[{" or len(line) > _LONGEST:
            continue
        mark = _FENCE.fullmatch(line)
        if mark:
            if not fence:
                fence, opened, language = mark[1], at, mark[2].lower()
                if language in _PROSE:
                    lines.pass_over(at, at, "the edge of a fenced block")
            elif mark[1].startswith(fence) and not mark[2]:
                first_line = at if language in _PROSE else opened
                lines.pass_over(first_line, at, "the edge of a fenced block" if first_line == at else "program text")
                fence = ""
        elif fence:
            continue
        elif first == "[" and (defined := _DEFINED.fullmatch(line)):
            lines.labels.add(_label(defined[1]))
            lines.pass_over(at, at, "where a link leads")
        elif first == "[" and (note := _FOOTNOTE.match(line)):
            lines.labels.add("^" + note[1])
        elif first == "{" and _DIRECTIVE.fullmatch(line) and not _SAID.search(line):
            lines.pass_over(at, at, "an instruction to a site generator")


def _front_matter(lines: Lines) -> None:
    """Pass over the settings that a site generator wants before the text ("---", YAML, "---")."""
    texts = lines.texts
    if texts[0].strip() == "---":
        end = next((i for i, line in enumerate(texts[1:200], 1) if line.strip() in {"---", "..."}), 0)
        if end and all(":" in line or line[:1] in " -#" or not line.strip() for line in texts[1:end]):
            lines.pass_over(0, end, "settings in front of the text")


def pass_over_rule(lines: Lines) -> bool:
    """Pass over a line that is drawn across the page where the lines stand; False where there is none."""
    line = lines.texts[lines.at]
    if line.strip()[0] not in "-_*=~+#" or not _RULE.fullmatch(line):
        return False
    lines.pass_over(lines.at, lines.at, "a line drawn across the page")
    lines.at += 1
    return True


def take_marked(lines: Lines) -> bool:
    """Take a footnote, a definition or a heading given to a site generator; False where there is none."""
    line = lines.texts[lines.at]
    first = line.lstrip()[0]
    if first == "{":
        return _take_directive(lines, line)
    if first == "[":
        note = _FOOTNOTE.match(line)
        return note is not None and _take_paragraph(lines, lines.at, line[note.end() :], f"[^{note[1]}]")
    return _take_definitions(lines, line)


def _take_directive(lines: Lines, line: str) -> bool:
    said = _SAID.search(line) if len(line) <= _LONGEST and _DIRECTIVE.fullmatch(line) else None
    if said is None:
        return False
    text, level = line_of(said[1] or said[2]), _LEVEL.search(line)
    span = lines.span(lines.at, lines.at)
    lines.blocks.append(Heading(text, int(level[1]), span) if level else Paragraph(text, span))
    lines.at += 1
    return True


def _take_definitions(lines: Lines, term: str) -> bool:
    """Take a term with what is said of it below after a colon: each becomes "term: definition"."""
    first = at = lines.at
    if len(term) > _LONGEST_TERM or at + 1 >= len(lines):
        return False
    if not lines.texts[at + 1].strip():
        at += 1
    if at + 1 >= len(lines) or ":" not in lines.texts[at + 1][:4] or not _DEFINITION.match(lines.texts[at + 1]):
        return False
    lines.at = at + 1
    while lines.at < len(lines) and (mark := _DEFINITION.match(lines.texts[lines.at])):
        said = lines.texts[lines.at][mark.end() :]
        _take_paragraph(lines, first, f"{term.strip().rstrip(':')}: {said.strip()}")
        first = lines.at
    return True


def _take_paragraph(lines: Lines, first: int, text: str, bullet: str = "") -> bool:
    """Take a paragraph that begins with this text, and goes on over the indented lines below."""
    last = lines.at
    while last + 1 < len(lines) and lines.texts[last + 1].strip() and lines.texts[last + 1][0] in " \t":
        if _DEFINITION.match(lines.texts[last + 1]):
            break
        last += 1
    rest = [text, *lines.texts[lines.at + 1 : last + 1]]
    lines.blocks.append(Paragraph(line_of("\n".join(rest)), lines.span(first, last), bullet))
    lines.at = last + 1
    return True


def _label(printed: str) -> str:
    return " ".join(printed.casefold().split())


def without_references(blocks: list[Block], labels: set[str]) -> list[Block]:
    """The blocks with what is printed of links to labels, and without the marks of footnotes, that the text defines."""
    if not labels:
        return blocks

    def linked(match: re.Match[str]) -> str:
        return match[1] if _label(match[2] or match[1]) in labels else match[0]

    def said(text: str) -> str:
        if "[" not in text:
            return text
        text = _REFERENCE.sub(linked, text)
        return _NOTE_MARK.sub(lambda mark: "" if mark[0][1:-1] in labels else mark[0], text)

    return [_with_text(block, said) for block in blocks]


def _with_text(block: Block, said: Callable[[str], str]) -> Block:
    if not isinstance(block, Table):
        return replace(block, text=said(block.text))
    rows = (Row(tuple(replace(c, text=said(c.text)) for c in row.cells), row.span, row.header) for row in block.rows)
    return Table(tuple(rows), block.span)
