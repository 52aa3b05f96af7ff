"""Running text and list items: which lines belong together, and what mark an item bears."""

from __future__ import annotations

from ingest.document import Block, Paragraph
from ingest.formats.plain.headings import has_form, in_capitals, take_heading
from ingest.formats.plain.lines import Lines
from ingest.formats.plain.marks import HTML_BLOCK, MARKER, bold, is_label, is_tab_row, text_of

_NARROWEST, _WIDEST = 40, 140
_FILLED, _LONG = 0.55, 45
_NARROW, _EVEN = 3, 0.9
_SAMPLE = 60  # lines that show whether a text is broken to a width


def take_paragraph(lines: Lines) -> bool:
    """Take a list item or a paragraph where the lines stand; every line that is nothing else is one."""
    first = lines.at
    marker = MARKER.match(lines.texts[first].strip())
    last = _item_end(lines) if marker else _wrapped_end(lines)
    raw = lines.raw(first, last)
    bullet, rest = "", raw
    if marker and (match := MARKER.match(raw.strip())):
        bullet, rest = " ".join(match["bullet"].split()), raw.strip()[match.end() :]
    text = text_of(rest)
    if text:
        flowing = " ".join(text.split("\n")) if "• " not in text else text
        lines.blocks.append(Paragraph(flowing, lines.span(first, last), bullet, bold(raw)))
    lines.at = last + 1
    return True


def _item_end(lines: Lines) -> int:
    """The last line of a list item: lines that are indented under it, or that go on in lower case, belong to it."""
    last = lines.at
    while last + 1 < len(lines):
        following = lines.texts[last + 1]
        stripped = following.strip()
        if not stripped or MARKER.match(stripped) or stripped.startswith(("|", "#", "<", "**")) or "\t" in stripped:
            break
        if not (following[:1] in " \t" or stripped[0].islower() or _runs_on(lines.texts[last].strip(), stripped)):
            return max(last, _narrow_end(lines))
        last += 1
    return last


def _narrow_end(lines: Lines) -> int:
    """The last line of an item that is set as a narrow column: lines of one width that hardly ever end a sentence."""
    last = lines.at
    while last + 1 < len(lines) and (stripped := lines.texts[last + 1].strip()):
        if MARKER.match(stripped) or stripped.startswith(("|", "#", "<")) or is_label(stripped) or has_form(stripped):
            break
        last += 1
    printed = [line.strip() for line in lines.texts[lines.at : last + 1]]
    if len(printed) <= _NARROW:
        return lines.at
    widest, ends = max(map(len, printed)), sum(line[-1] in ".!?:;" for line in printed[:-1])
    even = sum(len(line) >= _FILLED * widest for line in printed[:-1]) >= _EVEN * (len(printed) - 1)
    return last if even and ends * 4 <= len(printed) else lines.at


def _runs_on(line: str, following: str) -> bool:
    """Whether a long line without an end goes on in the next: "… the Secretary of / Education shall issue …"."""
    if len(line) < _LONG or line[-1] in ".:;!?" or in_capitals(following) or is_label(following):
        return False
    return len(following) >= _LONG or following[-1] in ".;"


def _wrapped_end(lines: Lines) -> int:
    """The last line of a paragraph: its lines are joined only where they look like one text broken to a width."""
    first, last = lines.at, _run_end(lines)
    if last == first:
        return first
    shown = min(last, first + _SAMPLE)
    printed = [line.strip() for line in lines.texts[first : shown + 1]]
    widest = max(map(len, printed))
    full = sum(line[-1] in ".!?:;" for line in printed[:-1])
    narrowest = min(map(len, printed[:-1]))
    if _NARROWEST <= widest <= _WIDEST and narrowest >= _FILLED * widest and full * 2 <= len(printed) - 1:
        return last
    at = first
    while at < last and (lines.texts[at + 1].strip()[0].islower() or lines.texts[at].rstrip().endswith(",")):
        at += 1
    return at


def _run_end(lines: Lines) -> int:
    """The last line of the run of lines of text that stand together here; found once for all that begin in it."""
    if lines.at <= lines.run_end:
        return lines.run_end
    last = lines.at
    labelled = is_label(lines.texts[last].strip())
    while last + 1 < len(lines):
        following = lines.texts[last + 1].strip()
        if not following or following.startswith(("|", "#", "**", "- ", "* ")) or HTML_BLOCK.match(following):
            break
        if is_tab_row(lines.texts[last + 1]) or MARKER.match(following):
            break
        if has_form(following) or in_capitals(following) or (labelled and is_label(following)):
            break
        if is_label(lines.texts[last].strip()) and _indent(lines.texts[last + 1]) < _indent(lines.texts[last]):
            break  # the line of labels set in under an item is over
        last += 1
    lines.run_end = last
    return last


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def take_flowing(lines: Lines) -> list[Block]:
    """The headings, paragraphs and list items of lines that hold nothing else."""
    while lines.at < len(lines):
        if not lines.texts[lines.at].strip():
            lines.at += 1
        elif not take_heading(lines):
            take_paragraph(lines)
    return lines.blocks
