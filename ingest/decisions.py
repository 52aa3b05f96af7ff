"""What boards decided: the resolutions in minutes and the recommendations of papers, item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from rapidfuzz import fuzz

from ingest.awards import Award, awards_in
from ingest.cells.dates import printed_dates
from ingest.cells.text import alternatives, fold, place
from ingest.document import Cell, Document, Heading, Paragraph, Span, Table
from ingest.plan import plan_of
from ingest.records import DecisionRecord, Printed
from ontology.reading.cells import mapping, word_set, words
from ontology.reference import acronyms

_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"’])\.\s+(?=[A-Z“\"(])")
_SMALL = {"and", "of", "for", "the", "in", "to", "on", "with", "a", "an", "by", "from", "at", "or"}
_NUMBER = re.compile(r"^(?:\d+(?:\.\s?\d+)*|[a-z]|[ivx]+)[.):]?\s+")
_PAGES = re.compile(r"\s*\(pages?[^()]*\)\s*$", re.IGNORECASE)
_CLOCK = re.compile(r"^\d{1,2}[.:]\d\d\s+")
_ALIKE = 80


def decisions(document: Document) -> tuple[DecisionRecord, ...]:
    """What the board of a document resolved (in minutes) or is recommended to resolve (in papers), in order.

    Every kind of decision on an item is a record: "The Board note and endorse the report" is two. The day is that of
    the meeting whose minutes they are, or of the paper; an award names the organisations and the amount printed.
    """
    return tuple(_Reader(document).read())


@dataclass(slots=True)
class _State:
    """Where in the papers the reader stands."""

    body: Printed | None = None
    on: date | None = None
    minutes: bool = False
    item: str = ""
    asked: bool = False  # under a heading of recommendations
    closed: bool = False  # a recommendation of the paper has been read
    intro: str = ""  # "That the Board:" before a list of verbs
    untitled: bool = False  # straight after the name of the board, before the paper's title
    unnamed: list[int] = field(default_factory=list)  # records whose paper has lost its title


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.state = _State(on=self._day_of_plan())
        self.agenda = _agenda(document)
        self.records: list[DecisionRecord] = []

    def _day_of_plan(self) -> date | None:
        period = plan_of(self.document).period
        return period.start if period and period.kind == "day" else None

    def read(self) -> list[DecisionRecord]:
        """All records of the document."""
        for block in self.document.blocks:
            if isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Paragraph):
                self._paragraph(block)
        return self.records

    def _heading(self, block: Heading) -> None:
        state, text = self.state, fold(block.text)
        bare = _NUMBER.sub("", text).strip(" :")
        days = [d for d in printed_dates(text) if d.kind == "day" and not d.inferred]
        if re.match(r"(?i)minutes of\b", bare):
            state.minutes, state.on, state.asked = True, days[0].first if days else state.on, False
            return
        if _is_body(text):
            self._name_body(block, text, bool(days))
            if days:
                state.minutes, state.on, state.item = False, days[0].first, ""
                state.asked, state.closed, state.untitled = False, False, True
            return
        state.intro = ""
        if bare.casefold() in word_set("decisions", "recommendations"):
            state.asked = True
            return
        state.asked = False
        if state.minutes and _NUMBER.match(text):
            state.item = readable(bare, self.document.text)
        elif state.minutes and state.item and _is_title(text):
            # The minutes number their items: a heading without a number begins the papers.
            state.minutes, state.on = False, self._day_of_plan() or state.on
            self._title(readable(bare, self.document.text))
        elif _is_title(text):
            self._title(readable(bare, self.document.text))
        elif state.closed and bare.casefold() in word_set("decisions", "first_sections"):
            state.item, state.closed = "", False

    def _name_body(self, block: Heading, text: str, dated: bool) -> None:
        name = re.split(r"\s+[-–—]\s+", text)[0] if dated else text
        for item in reversed(printed_dates(name)):
            name = (name[: item.start] + name[item.end :]).strip(" ,-–")
        shown = _mixed_case(name, self.document.text)
        self.state.body = Printed(shown, place(Cell(text, block.span), name))

    def _title(self, title: str) -> None:
        """A paper's title: papers before it that have lost theirs get the item before it on the agenda."""
        state = self.state
        state.item, state.closed, state.untitled = title, False, False
        index = _on_agenda(title, self.agenda)
        if state.unnamed and index:
            for number in state.unnamed:
                old = self.records[number]
                self.records[number] = DecisionRecord(
                    old.text, old.span, old.kind, self.agenda[index - 1], old.body, old.on, old.awarded_to, old.amount
                )
        state.unnamed = []

    def _paragraph(self, block: Paragraph) -> None:
        state, text = self.state, fold(block.text)
        if text.casefold().strip(" :") in word_set("decisions", "recommendations"):
            state.asked = True
            return
        if state.untitled and len(text) < 160:
            self._title(readable(text, self.document.text))
            return
        if not (state.minutes or state.asked):
            return
        for sentence in _sentences(text):
            self._sentence(sentence, block.span)

    def _sentence(self, sentence: str, within: Span) -> None:
        state = self.state
        listed = f"{state.intro} {sentence}" if state.intro and _verb_first().match(sentence) else sentence
        span = place(Cell(sentence, within), sentence)
        if sentence.rstrip().endswith(":") and (_decider().search(sentence) or state.asked):
            state.intro = "That the Board"
        awards = list(awards_in(sentence)) if state.item or state.asked else []
        for kind in _kinds(listed, state.asked, state.body):
            if kind != "award" or not awards:
                self._add(sentence, span, kind)
        for award in awards:
            self._award(award, sentence, span)

    def _award(self, award: Award, sentence: str, span: Span) -> None:
        cell = Cell(sentence, span)
        named = tuple(Printed(name, place(cell, name), "body") for name in award.organisations)
        body = Printed(award.by, place(cell, award.by)) if award.by else self.state.body
        amount = award.amount_in(cell)
        record = DecisionRecord(sentence, span, "award", self.state.item, body, self.state.on, named, amount)
        self._keep(record)

    def _add(self, sentence: str, span: Span, kind: str) -> None:
        self._keep(DecisionRecord(sentence, span, kind, self.state.item, self.state.body, self.state.on))

    def _keep(self, record: DecisionRecord) -> None:
        if not record.item:
            self.state.unnamed.append(len(self.records))
        self.state.closed = self.state.closed or self.state.asked
        self.records.append(record)


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield text[start : match.start() + 1].strip()
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


@cache
def _kind_of_verb() -> dict[str, str]:
    return {verb: kind for kind, verbs in mapping("decisions", "verbs").items() for verb in verbs}


@cache
def _verbs() -> str:
    return "|".join(sorted(_kind_of_verb(), key=len, reverse=True))


@cache
def _decider() -> re.Pattern[str]:
    return re.compile(alternatives(words("decisions", "deciders")), re.IGNORECASE)


@cache
def _verb_first() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:to|\(?[a-z]\)|[ivx]+\)?)\s+)?(?:{_verbs()})\b", re.IGNORECASE)


@cache
def _active() -> re.Pattern[str]:
    """ "The Board (also) note and endorse …", "That Northam Children's Trust Board approve …"."""
    deciders = "|".join(re.escape(word) for word in words("decisions", "deciders"))
    adverb = r"(?:(?:also|then|formally|unanimously|therefore|hereby|be asked to|is asked to|is recommended to|to)\s+)*"
    return re.compile(
        rf"(?:^|\b(?:that|the|this|and)\s+)(?:[A-Z][\w’'&-]*\s+){{0,6}}(?P<who>{deciders})\s+{adverb}"
        rf"((?:{_verbs()})(?:\s*(?:,|and|&|,\s*and)\s*(?:{_verbs()}))*)\b",
        re.IGNORECASE,
    )


@cache
def _passive() -> re.Pattern[str]:
    return re.compile(rf"\b(?:be|is|are|were|was)\s+((?:{_verbs()})(?:\s+and\s+(?:{_verbs()}))*)\b", re.IGNORECASE)


@cache
def _resolved() -> re.Pattern[str]:
    said = "|".join(re.escape(word) for word in sorted(words("decisions", "resolved"), key=len, reverse=True))
    return re.compile(rf"^(?:{said})\b\s*[:–—-]*\s*(?:that\b)?", re.IGNORECASE)


def _kinds(sentence: str, asked: bool, body: Printed | None) -> list[str]:
    """The kinds of decision that a sentence makes; empty for what is only told ("a member noted that …").

    In minutes the board itself must be the one who decides: what "Cabinet approved" is told, not decided.
    """
    opening = _resolved().match(sentence)
    active = _active().match(sentence) or (_active().search(sentence) if asked or opening else None)
    own = {"members", "meeting", *(body.text.casefold().split()[-1:] if body else ["board"])}
    if active and (asked or opening or active["who"].casefold() in own):
        found = active[2]
    elif opening or asked:
        passive = _passive().search(sentence)
        after = sentence[opening.end() :].strip() if opening else sentence
        first = re.match(rf"(?:that\s+)?(?:to\s+)?((?:{_verbs()}))\b", after, re.IGNORECASE)
        found = passive[1] if passive else (first[1] if first else "")
        if not found and opening and opening[0].casefold().startswith(("agreed", "it was agreed")):
            found = "agreed"
    else:
        return []
    verbs = re.findall(rf"\b(?:{_verbs()})\b", found, re.IGNORECASE)
    return list(dict.fromkeys(_kind_of_verb()[verb.casefold()] for verb in verbs))


def _is_body(text: str) -> bool:
    """Whether a heading is the name of a board, with or without a date after it."""
    bare = re.sub(r"\s*[-–—,]\s*[^-–—]*\d{4}.*$", "", text)
    ends = re.search(rf"(?:{'|'.join(words('decisions', 'deciders'))})$", bare, re.IGNORECASE)
    named = 2 <= len(bare.split()) <= 9 and not _NUMBER.match(text) and not _about().search(bare)
    return bool(ends) and named and (bare.isupper() or bare != text)


@cache
def _about() -> re.Pattern[str]:
    return re.compile(alternatives(words("decisions", "papers"), plural=True), re.IGNORECASE)


def _is_title(text: str) -> bool:
    return text.isupper() and len(text) > 5 and not _NUMBER.match(text)


def _agenda(document: Document) -> list[str]:
    """The items of the agenda that have papers ("… (Pages 3 - 9)"), in order."""
    found = []
    for block in document.blocks[:80]:
        if isinstance(block, Table) or not _PAGES.search(block.text):
            continue
        title = _CLOCK.sub("", _NUMBER.sub("", _PAGES.sub("", fold(block.text))))
        found.append(readable(title, document.text))
    return found


def _on_agenda(title: str, agenda: list[str]) -> int:
    """The place of a paper on the agenda, 0 where it is not found."""
    scores = [fuzz.token_set_ratio(title.casefold(), item.casefold()) for item in agenda]
    best = max(range(len(scores)), key=lambda i: scores[i], default=0)
    return best if scores and scores[best] >= _ALIKE else 0


def _mixed_case(name: str, text: str) -> str:
    """The name as the text prints it in small letters somewhere, else as it stands."""
    if not name.isupper():
        return name
    pattern = r"\s+".join(re.escape(word) for word in name.split()).replace("'", "['’]")
    spellings = [fold(m[0]) for m in re.finditer(pattern, text, re.IGNORECASE) if not m[0].isupper()]
    return spellings[0] if spellings else name


@lru_cache(maxsize=4)
def _small_lettered(text: str) -> str:
    """The lines of a text that are not mostly capitals."""
    lines = text.replace("’", "'").splitlines()
    return " ".join(line for line in lines if 2 * sum(map(str.isupper, line)) < sum(map(str.isalpha, line)))


def readable(title: str, text: str) -> str:
    """A title printed in capitals with capitals only where a word begins, and for acronyms.

    A word is an acronym that reference data knows or that the text prints in capitals among small letters.
    """
    if not title.isupper():
        return title
    mixed = _small_lettered(text)
    out = []
    for index, word in enumerate(title.split()):
        core = re.sub(r"^\W+|\W+$", "", word)
        lower = core.lower()
        printed = core in mixed and re.search(rf"(?<!\w){re.escape(core)}(?!\w)", mixed)
        acronym = core in acronyms() or printed
        if not core or not re.search("[A-Z]", core) or acronym:
            out.append(word)
        else:
            out.append(word.replace(core, lower if index and lower in _SMALL else lower.capitalize()))
    return " ".join(out)
