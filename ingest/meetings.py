"""Pages of a council's register of meetings: which meeting decided, on what day, and what is decided there unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from ingest.cells.dates import printed_dates
from ingest.cells.text import one_of, place
from ingest.document import Block, Cell, Document, Heading, Paragraph, Table
from ontology.reading.cells import mapping, word_set, words

_FIRST = 12  # blocks in which such a page says what it is
_SHORT = 160
_ITEM = re.compile(r"\s*\((?:item|minute|pages?)\b[^()]*\)\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"^[\s,]*(?:at\s+)?(?:\d{1,2}[.:]\d\d\s*(?:am|pm)?|(?:am|pm))?\s*[-–—,]\s*", re.IGNORECASE)
_FILE = re.compile(r"\s*(?:pdf icon\s*)?\bPDF\s+[\d.,]+\s*[KM]B$", re.IGNORECASE)
_RESOLVED = re.compile(r"(?:it was\s+)?resolved\b|(?P<number>\([ivx]+\))\s+that\b", re.IGNORECASE)
_ENTRY = re.compile(r"[A-Z][\w -]{2,50}\??:\s+\S.{0,60}")
_NUMERAL = re.compile(r"(?P<number>\([ivx]+\))")
_MODAL = re.compile(r"\b(?:will|would|shall|should|may|might|can|could|must|to|not|cannot)\s+be\b", re.IGNORECASE)
_TO_BE = re.compile(r"\bbe\s+(?:also\s+)?[a-z]+(?:ed|en|de)\b")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as its line names it: its day, its body, and the title of the one item decided; empty where unsaid."""

    on: date
    body: str = ""
    item: str = ""


def is_register_page(document: Document) -> bool:
    """Whether a document is a page of a register of meetings and decisions ("Issue - meetings", "Decision details")."""
    known, count = word_set("decisions", "register_pages"), 0
    for block in document.blocks:
        if isinstance(block, Table):
            continue
        text = " ".join(block.text.split())
        held = meeting_of(text)
        filed = count <= 1 and _FILE.search(text) is not None
        if filed or text.casefold().rstrip(":") in known or (held is not None and held.body):
            return True
        count += 1
        if count >= _FIRST:
            break
    return False


def meeting_of(text: str) -> Meeting | None:
    """The meeting that a line names ("Meeting: 29/01/2024 - Cabinet (Item 43)", "24/10/2014 - Update on the fees")."""
    flat = _ITEM.sub("", " ".join(text.split()))
    label = _label().match(flat)
    rest = flat[label.end() :] if label else flat
    if len(flat) >= _SHORT or not re.match(r"\w{0,9},?\s?\d{1,2}\D", rest):
        return None
    days = [d for d in printed_dates(rest) if d.kind == "day" and not d.inferred]
    if not days or days[0].start > _longest_weekday():
        return None
    between = _BETWEEN.match(rest[days[0].end :])
    after = rest[days[0].end + between.end() :].strip() if between else ""
    if len(days) > 1:  # "Executive - for meetings from 3/6/2000 to 26/4/2011"
        after = after.split(" - ")[0] if label else ""
    if not after or (label is None and not re.match(r"\d{1,2}/\d{1,2}/\d{4}\s+-\s", rest)):
        return None
    return Meeting(days[0].first, after) if label else Meeting(days[0].first, item=after)


def is_entry(text: str) -> bool:
    """Whether a line is a field of a register's form with what is entered there ("Is this a key decision?: No")."""
    return _ENTRY.fullmatch(text.strip()) is not None


def without_file(title: str) -> str:
    """A title of an item without the file that hangs on it ("Fees PDF 144 KB")."""
    return _FILE.sub("", title)


def resolved_in_rows(block: Block) -> Iterator[Heading | Paragraph]:
    """A block as text; of a table the rows of which a cell begins with "Resolved", from that cell on."""
    if not isinstance(block, Table):
        yield block
        return
    for row in block.rows:
        texts = [" ".join(cell.text.split()) for cell in row.cells]
        at = next((at for at, text in enumerate(texts) if _RESOLVED.match(text)), None)
        if at is None and _NUMERAL.fullmatch(texts[0]) and is_decided_unsaid(" ".join(texts[1:])):
            at = 0
        if at is not None:
            said = " ".join(text for i, text in enumerate(texts[at:]) if text and text not in texts[at : at + i])
            found = _RESOLVED.match(said) or _NUMERAL.match(said)
            number = (found["number"] or "") if found else ""
            yield Paragraph(said.removeprefix(number).strip(), place(Cell(said, row.span), texts[at]), number)


def is_decided_unsaid(text: str) -> bool:
    """Whether an item of a register's page says what is to be, and so was decided though no "Resolved" leads in
    ("that the plan be approved"), rather than tells or proposes ("should be approved")."""
    if kind_of_noun(text) or _done().match(text):
        return True
    if _MODAL.search(text[:_SHORT]) and not re.match(r"(?i)that\b", text):
        return False
    return _TO_BE.search(text) is not None and text.rstrip()[-1:] != ":"


def who_met(sentence: str) -> str:
    """The board whose minutes begin with what it had before it ("The Cabinet considered a report"); "" for none."""
    found = _having().match(sentence)
    return found["who"] if found else ""


def decider_now(sentence: str) -> str:
    """The board that a sentence has decide in the present ("The Panel notes …"); "" for none."""
    found = _now().match(sentence)
    return found["who"] if found else ""


def kind_of_noun(text: str) -> str:
    """The kind of decision that an item names ("The approval of the plan"); "" for none."""
    begun = re.sub(r"^(?:the|that the)\s+", "", text.casefold())
    nouns = mapping("decisions", "nouns").items()
    return next((kind for kind, begins in nouns if begun.startswith(tuple(f"{noun} of " for noun in begins))), "")


def is_lead_in(sentence: str) -> bool:
    """Whether a sentence only leads to what was decided ("Cabinet agreed the following for the reasons set out.")."""
    return re.search(r"\b(?:agreed|resolved|decided|approved)\s+the\s+following\b", sentence, re.IGNORECASE) is not None


def who_resolved(sentence: str) -> tuple[str, str]:
    """Who resolved what is to be, and what ("The Cabinet Member resolved that the fee be waived"); "" for none."""
    found = _RESOLVED_THAT.search(sentence)
    if found is None or not _TO_BE.search(sentence, found.end()):
        return "", ""
    return found["who"].strip(" ,"), sentence[found.end() :]


_RESOLVED_THAT = re.compile(
    r"\b[Tt]he (?P<who>[A-Z][\w’'&-]*(?:,?\s(?:(?:and|of|for|the|&)\s)*[A-Z][\w’'&-]*){0,10})\s+"
    r"(?:unanimously\s+)?resolved\s+that\s+"
)


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of(words('decisions', 'meeting_labels'))})\s*:\s*", re.IGNORECASE)


@cache
def _done() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of(words('decisions', 'past_verbs'))})\s+(?:the|that|a|an|its|their)\b", re.IGNORECASE)


@cache
def _now() -> re.Pattern[str]:
    deciders = one_of(words("decisions", "deciders"))
    verbs = one_of(words("decisions", "present_verbs"))
    return re.compile(rf"(?:The|That)\s+(?:[A-Z][\w’'&-]*\s+){{0,6}}(?P<who>(?i:{deciders}))\s+(?:{verbs})\b")


@cache
def _having() -> re.Pattern[str]:
    deciders = one_of(words("decisions", "deciders"))
    verbs = one_of(words("decisions", "having_verbs"))
    lead = r"(?:[A-Z][^.,;]{3,60},\s+)?(?:[Tt]he\s+)?"
    return re.compile(rf"{lead}(?P<who>(?:[A-Z][\w’'&-]*\s+(?:and\s+)?){{0,6}}(?i:{deciders}))\s+(?:{verbs})\b")


def _longest_weekday() -> int:
    return len("Wednesday, ")
