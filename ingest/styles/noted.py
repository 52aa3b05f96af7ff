"""Actions that minutes and notes mark in their text: "Action: NB to write to the port", "ACTION – J Smith: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.cells.text import place
from ingest.document import Block, Cell, Paragraph, Span, Table
from ingest.records import Printed
from ingest.styles.context import ACTION, Standing
from ingest.styles.given import given_to, who
from ingest.styles.items import said_beside
from ingest.styles.labels import labelled, when_said
from ingest.styles.promises import is_unnamed, promise, sentences
from ingest.styles.stated import NOTED, Labelled, Stated
from ingest.styles.when import dates_in
from ingest.styles.wording import any_of, folded, is_to_do, names_deed
from ontology.reading import headings

_NAMED = re.compile(r"[A-Z][\w’'-]+(?:\s(?:[A-Z][\w’'-]*|of|and|for|&)){0,4}")
_NEXT_ITEM = re.compile(r"(?<=\w)\.?\s+(?=\d{1,3}\.\s+[A-Z\d])")  # where a page lost its lines
_LONGEST_NAME, _FEWEST_WORDS = 60, 3
_USED = 3  # paragraphs that begin with the label: the document marks its actions by it, however they are worded
_TO_BE_DONE = re.compile(
    r"\b(?:will|would|should|shall|must|to be|needs? to|agreed to|asked to|is to|are to|undertook to|directed"
    r"|instructed|RESOLVED)\b"
)
_HEAD, _SHORT = 8, 160  # blocks, characters
_MINUTES = re.compile(
    r"\b(?:minutes|(?:action )?notes? of (?:the |a )?[\w ]{0,40}meeting|meeting notes?)\b", re.IGNORECASE
)
_BY = re.compile(r"\bbe\s+(?:\w+ly\s+)?\w+\s+by\s+(?:the\s+)?(?P<who>[A-Z][^.,;:()]{1,60}?)[.]?$")
_LONGEST_TASK = 40  # words
_AGENDA = re.compile(r"\b(?:agenda|board papers|pages? \d+ ?[-–] ?\d+)\b", re.IGNORECASE)
_BEFORE_DATE = re.compile(r",?\s+(?=by\b|before\b|\()|\s*[;–—]\s*|\s+-\s+")
_THEN = re.compile(r"(?:\s*[:–—]\s*|\s+-\s+|,?\s+(?=(?:to|will|shall|should|agreed to|is to|are to)\s))")


def noted(
    blocks: Sequence[Block], standing: Sequence[Standing], taken: set[int], noise: set[int], minutes: bool = False
) -> list[Stated]:
    """The actions that a label in the text marks, with whom they are given to; what was read is added to `taken`.

    After the label stands who does what ("NB to write to the port", "J Smith: obtain three quotes"), only what is done,
    or only who does what the sentence before it says. In `minutes` a sentence that gives somebody something to do
    ("Cllr Ott is to see the quay") or leaves it to be done ("A report will be sent to the county") needs no label.
    """
    found: list[Stated] = []
    used = not minutes and sum(isinstance(block, Paragraph) and is_noted(block.text) for block in blocks) >= _USED
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or at in taken or id(block) in noise:
            continue
        if standing[at].own is not None or standing[at].under(ACTION) is not None:
            continue
        trusted = used and is_noted(block.text)
        made = (_stated(at, said, blocks, standing[at], trusted=trusted) for said in _marked(block.text))
        stated = [one for one in made if one is not None]
        if not stated and at and _is_label(blocks[at - 1]) and not block.bullet:
            found += _under_label(at, block, standing[at], taken)
            if at in taken:
                taken.add(at - 1)
                continue
        if not stated and minutes and not standing[at].acting:
            found += _given(at, block, standing[at], taken)
        if not stated:
            continue
        taken.add(at)
        more, spans = _labelled_below(at, blocks, taken)
        if len(stated) == 1:
            stated = [replace(stated[0].also(more), spans=spans)]
        found += stated
    return found


def is_minutes(blocks: Sequence[Block], title: str) -> bool:
    """Whether a document is the minutes of one meeting: its title or its first lines say so."""
    first = [title, *(" ".join(block.text.split()) for block in blocks[:_HEAD] if not isinstance(block, Table))]
    agenda = any(_AGENDA.search(text) for text in first)
    return not agenda and any(len(text) < _SHORT and _MINUTES.search(text) for text in first)


def _given(at: int, block: Paragraph, standing: Standing, taken: set[int]) -> list[Stated]:
    """What the sentences of a paragraph of minutes give somebody to do."""
    found: list[Stated] = []
    whole = Cell(block.text, block.span)
    for sentence in sentences(block.text):
        names = given_to(sentence)
        if not names and not _is_left_to_do(sentence):
            continue
        names = names or _done_by(sentence)
        taken.add(at)
        found.append(_given_task(at, sentence, names, whole, standing))
    return found


def _given_task(at: int, sentence: str, names: Sequence[str], whole: Cell, standing: Standing) -> Stated:
    """A sentence that says what is to be done as an action of those it is given to."""
    text = Cell(sentence, place(whole, sentence))
    owners = tuple(Printed(name, place(whole, name), "") for name in names if _is_somebody(name))
    return Stated(at, text, NOTED, "", owners=owners, under=standing.aims).also(dates_in(text))


def _is_left_to_do(sentence: str) -> bool:
    """Whether a sentence of minutes says that something outside the meeting "will be" done, whoever does it."""
    before = re.split(r"\b(?:will|shall|must|is to|are to)\b", sentence, maxsplit=1)[0]
    return is_unnamed(sentence) and re.search(rf"\b{any_of('of_meetings')}\b", before) is None


def _done_by(sentence: str) -> list[str]:
    """By whom a sentence says at its end that something will be done ("… will be mended by the Clerk")."""
    last = _BY.search(sentence)
    return who(last["who"]) if last else []


def _is_label(block: Block) -> bool:
    """Whether a line is nothing but the label of an action ("Action:")."""
    flat = "" if isinstance(block, Table) else " ".join(block.text.split())
    return flat.endswith(":") and re.fullmatch(rf"(?:{any_of('noting')})s?", flat.rstrip(": ")) is not None


def _under_label(at: int, block: Paragraph, standing: Standing, taken: set[int]) -> list[Stated]:
    """The tasks in a paragraph under a label of actions: one a sentence, if all are short and most say what to do."""
    said = sentences(block.text)
    tasks = [(sentence, given_to(sentence)) for sentence in said]
    tasks = [(sentence, names) for sentence, names in tasks if names or _is_work(sentence)]
    if not tasks or 2 * len(tasks) < len(said) or any(len(one.split()) > _LONGEST_TASK for one in said):
        return []
    taken.add(at)
    whole = Cell(block.text, block.span)
    return [_given_task(at, sentence, names, whole, standing) for sentence, names in tasks]


@cache
def _mark() -> re.Pattern[str]:
    """The label, at the beginning of a text, after a sentence or a bracket: "Action:", "ACTION –", "Action 3 (JS):"."""
    end = r"(?:\s*[:–—]\s*-?\s*|\s+-\s+|(?<=[A-Z])\s+(?=[A-Z]))"
    label = rf"(?:{any_of('noting')})(?:\s+(?:no\.?\s*)?\d{{1,3}}(?:\.\d{{1,2}})*)?(?:\s*\((?P<who>[^()]{{2,40}})\))?"
    return re.compile(rf"(?:^|(?<=[.!?;:)]\s)|(?P<open>[\[(]\s*))(?=[A-Z])(?:{label}){end}")


def is_noted(text: str) -> bool:
    """Whether a line begins with the label of an action that says more, and is no numbered heading of one."""
    flat = " ".join(text.split())
    return _mark().match(flat) is not None and headings().action.fullmatch(flat) is None


def _marked(text: str) -> Iterator[tuple[str, str, str]]:
    """What stands before each label of a text, whom its own bracket names, and what stands after it."""
    flat = " ".join(text.split())
    marks = list(_mark().finditer(flat)) if "ction" in flat or "CTION" in flat else []
    begin = 0
    for number, mark in enumerate(marks):
        until = marks[number + 1].start() if number + 1 < len(marks) else len(flat)
        said = flat[mark.end() : until]
        closing = re.search(r"[\])]", said) if mark["open"] else None
        said = said[: closing.start()] if closing else _NEXT_ITEM.split(said, maxsplit=1)[0]
        first, *others = _each_given(said)
        yield flat[begin : mark.start()].strip(), mark["who"] or "", first
        yield from (("", "", other) for other in others)
        begin = mark.end() + (closing.end() if closing else 0)


def _each_given(said: str) -> list[str]:
    """What stands after one label, apart where each sentence gives somebody something else to do."""
    told = sentences(said)
    return told if len(told) > 1 and all(given_to(sentence) for sentence in told) else [said]


def _stated(
    at: int, said: tuple[str, str, str], blocks: Sequence[Block], standing: Standing, *, trusted: bool
) -> Stated | None:
    """What stands after a label as an action; `trusted`: whatever it says, for the label is all that is used."""
    before, bracketed, text = said
    block = blocks[at]
    assert isinstance(block, Paragraph)
    whole = Cell(block.text, block.span)
    names, text = who(bracketed), text.strip(" ;")
    more: list[Labelled] = []
    if not names:
        names, text, more = _parted(text, whole)
    source = block
    if not text:
        told = _told_before(at, before, blocks)
        if told is None or not names:
            return None
        source, text = told
    elif not names and not trusted and not _is_work(text):
        return None
    kept, own = labelled(Cell(text, place(Cell(source.text, source.span), text)))
    if len(kept.text.split()) < _FEWEST_WORDS:
        return None
    owners = tuple(Printed(name, place(whole, name), "") for name in names if _is_somebody(name))
    stated = Stated(at, kept, NOTED, "", (*more, *own), under=standing.aims)
    if "owner" not in stated.roles():
        stated = replace(stated, owners=owners)
    return stated if stated.roles() & {"due", "start"} else stated.also(dates_in(kept))


def _is_somebody(name: str) -> bool:
    """Whether a name is of somebody, and not a word for everybody."""
    return name.casefold() not in folded("everybody")


def _parted(text: str, within: Cell) -> tuple[list[str], str, list[Labelled]]:
    """Whom the words after a label name first, what is to be done, and by when where only that follows a name."""
    flat = text.rstrip(" .")
    names = who(flat)
    if names:
        return names, "", []
    for match in _BEFORE_DATE.finditer(flat[: 2 * _LONGEST_NAME]):
        name, date = flat[: match.start()].strip(), flat[match.end() :].strip("() ")
        # Beside a deadline only who meets it is named.
        names = who(name) or ([name] if _NAMED.fullmatch(name) else [])
        if names and when_said(date):
            return names, "", [(("due",), Cell(date, place(within, date)))]
    for match in _THEN.finditer(text[: 2 * _LONGEST_NAME]):
        names = who(text[: match.start()])
        if names:
            verbal = text[match.end() :].startswith(("to ", "will ", "shall ", "should ", "agreed ", "is ", "are "))
            return names, text if verbal else text[match.end() :], []
    return [], text, []


def _is_work(text: str) -> bool:
    """Whether a text that names nobody says what is to be done."""
    said = sentences(text)
    return bool(said) and (
        is_to_do(text) or names_deed(text) or promise(said[0]) is not None or bool(_TO_BE_DONE.search(said[0]))
    )


def _told_before(at: int, before: str, blocks: Sequence[Block]) -> tuple[Paragraph, str] | None:
    """The sentence before a label that only names who does what it says, and the block that holds it."""
    block, above = blocks[at], blocks[at - 1] if at else None
    if not before and isinstance(above, Paragraph) and not _mark().search(" ".join(above.text.split())):
        block, before = above, " ".join(above.text.split())
    said = sentences(before)
    if not isinstance(block, Paragraph) or not said or not _TO_BE_DONE.search(said[-1]):
        return None
    return block, said[-1]


def _labelled_below(at: int, blocks: Sequence[Block], taken: set[int]) -> tuple[tuple[Labelled, ...], tuple[Span, ...]]:
    """What lines of labels right under a noted action say of it, and where; they are added to `taken`."""
    found: list[Labelled] = []
    spans: list[Span] = []
    for index in range(at + 1, len(blocks)):
        block = blocks[index]
        said = said_beside(block) if isinstance(block, Paragraph) and not block.bullet else ()
        if not said or index in taken:
            break
        found += said
        spans.append(block.span)
        taken.add(index)
    return tuple(found), tuple(spans)
