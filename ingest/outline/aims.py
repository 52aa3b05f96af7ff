"""The outline as it is read: which aims a plan states, one under another, and which of them holds at each place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz

from ingest.cells import cited_indicators, lead_names
from ingest.document import Cell, Heading, Paragraph, Span
from ingest.outline.forms import Titled, lead_line, theme, titled
from ingest.records import Cited, ObjectiveRecord, Printed
from ontology.reading import fold, headings

_ALIKE, _SAME_NUMBER = 90, 60
_LONG_TITLE = 300
_OF_A_CELL = 4  # the rank of an aim that a column of aims states


@dataclass
class Aim:
    """An aim while the document is read; `acted` says that a table of actions stood under it."""

    titled: Titled
    span: Span
    parent: Aim | None = None
    outcome: str | None = None
    others: list[Printed] = field(default_factory=list)
    leads: list[Printed] = field(default_factory=list)
    indicators: dict[str, Cited] = field(default_factory=dict)
    acted: bool = False
    key: str = ""
    wordings: set[str] = field(init=False)  # folded, with those it had and its references

    def __post_init__(self) -> None:
        self.wordings = {fold(self.titled.text)}

    @property
    def rank(self) -> int:
        """How broad it is; 1 is the broadest."""
        return self.titled.rank

    def record(self) -> ObjectiveRecord:
        """The aim as a record."""
        return ObjectiveRecord(
            key=self.key,
            text=self.titled.text,
            span=self.span,
            level=self.titled.level,
            reference=self.titled.reference,
            alternatives=tuple(self.others),
            parent=self.parent.key if self.parent else None,
            outcome=self.outcome,
            leads=tuple(self.leads),
            indicators=tuple(self.indicators.values()),
        )

    def called(self, text: str, span: Span) -> None:
        """Enter another wording or reference of the aim, unless it is known."""
        known = {fold(self.titled.text), fold(self.titled.reference), *(fold(other.text) for other in self.others)}
        if fold(text) and fold(text) not in known:
            self.others.append(Printed(" ".join(text.split()), span))
            self.wordings.add(fold(text))


@lru_cache(maxsize=8192)
def _number(reference: str) -> str:
    """The figures of a reference, run together."""
    return "".join(filter(str.isdecimal, reference))


class Outline:
    """Takes the headings, paragraphs and titles of a document in order; `current` is the aim that holds."""

    def __init__(self) -> None:
        self.aims: list[Aim] = []
        self._called: dict[tuple[str, str], list[Aim]] = {}  # by level and wording, those since given up too
        self._keys: set[str] = set()
        self.stack: list[Aim] = []
        self.fresh: list[
            Aim
        ] = []  # the aims of one rank entered since anything else was read: a list may be of them all
        self.listing = False
        self.tables = 0  # tables of actions since the last aim
        self.shouted: Heading | None = None
        self.in_action = False  # whether an action stated as a heading was read last
        self.theme_level = 0  # how the heading of the last aim was set
        self.heading: Heading | None = None

    @property
    def current(self) -> Aim | None:
        """The nearest aim above, or None."""
        return self.stack[-1] if self.stack else None

    def take(self, block: Heading | Paragraph) -> str:
        """Read a heading or paragraph; what became of it, or an empty string where it is nothing to the outline."""
        text = block.text
        lead = lead_line(text)
        if isinstance(block, Heading):
            self.in_action = bool(headings().action.fullmatch(" ".join(text.split())))
        if self.in_action:
            return "an action" if isinstance(block, Heading) else ""
        if lead and self.current is not None:
            self._lead(lead, block.span, [self.current])
            return "the lead of the aim above"
        if isinstance(block, Heading) or (not block.bullet and len(text) <= _LONG_TITLE):
            said = self._title(block)
            if said is not None:
                self.enter(said, block.span)
                self.theme_level = block.level if isinstance(block, Heading) else 6
                return f"a heading: {said.level}"
        folded = fold(text)
        if folded in headings().measured_by:
            self.listing = True
            return "the label over a list of indicators"
        if isinstance(block, Paragraph):
            return self._listed(block) or self._introduction(block)
        self.listing = False
        self._plain_heading(block)
        return ""

    def _title(self, block: Heading | Paragraph) -> Titled | None:
        said = titled(block.text, typographic=isinstance(block, Heading) and block.level <= 5)
        if said is None and isinstance(block, Heading):
            said = theme(block.text)
        return said

    def _plain_heading(self, block: Heading) -> None:
        """A heading that states no aim begins another part of the document once actions were read above it."""
        shouts = block.level == 2 and block.text.isupper()
        above = self.current
        if above and above.titled.level == "theme" and not above.acted and self.theme_level >= block.level:
            self.stack, self.fresh = [], []
        if self.tables or shouts or (block.level <= 2 and not self._inside(block)):
            self.stack, self.fresh, self.tables = [], [], 0
        if shouts:
            self.shouted = block
        self.heading = block

    def _inside(self, block: Heading) -> bool:
        return self.current is not None and not self.current.acted and block.level > 1

    def enter(self, said: Titled, span: Span) -> Aim:
        """Enter an aim: the same one again where it was stated before, else a new one under the one that holds."""
        self.listing = False
        while self.stack and self.stack[-1].rank >= said.rank:
            self.stack.pop()
        parent = self.stack[-1] if self.stack else None
        aim = self._known(said, parent)
        if aim is None:
            aim = self._new(said, span, parent)
        else:
            self._again(aim, said, span, parent)
        for reference in said.also:
            aim.called(reference, span)
        same_rank = self.fresh and self.fresh[-1].rank == aim.rank and not self.tables
        self.fresh = [*self.fresh, aim] if same_rank else [aim]
        self.stack.append(aim)
        self.tables = 0
        if said.lead:
            self._lead(said.lead, span, [aim])
        return aim

    def _new(self, said: Titled, span: Span, parent: Aim | None) -> Aim:
        aim = Aim(said, span, parent, said.outcome or (parent.outcome if parent else None))
        aim.key = self._key(aim)
        self._keys.add(aim.key)
        self._called.setdefault((said.level, fold(said.text)), []).append(aim)
        self.aims.append(aim)
        return aim

    def _known(self, said: Titled, parent: Aim | None) -> Aim | None:
        folded, number = fold(said.text), _number(said.reference)
        for aim in reversed(self.aims):
            if aim.titled.level != said.level:
                continue
            called = aim.wordings
            if folded in called and (parent is aim.parent or parent is None or aim.parent is None or not aim.acted):
                return aim
            if number and parent is aim.parent and number == _number(aim.titled.reference):
                alike = max(fuzz.token_set_ratio(folded, wording) for wording in called)
                if alike >= _SAME_NUMBER:
                    return aim
        return None

    def _again(self, aim: Aim, said: Titled, span: Span, parent: Aim | None) -> None:
        """An aim is stated again: its later wording is its own until actions stand under it."""
        if aim.parent is None and parent is not aim:
            aim.parent = parent
            aim.outcome = aim.outcome or (parent.outcome if parent else None)
        if fold(aim.titled.text) == fold(said.text) and aim.titled.reference == said.reference:
            return
        if aim.acted:
            aim.called(said.text, span)
            aim.called(said.reference, span)
            return
        old, old_span = aim.titled, aim.span
        aim.titled, aim.span = said, span
        aim.wordings.add(fold(said.text))
        self._called.setdefault((said.level, fold(said.text)), []).append(aim)
        aim.others = [other for other in aim.others if fold(other.text) != fold(said.text)]
        aim.called(old.text, old_span)
        aim.called(old.reference, old_span)

    def _key(self, aim: Aim) -> str:
        base = "|".join((aim.titled.level, aim.titled.reference, fold(aim.titled.text)))
        taken = self._keys
        if base in taken and aim.parent is not None:
            base = f"{aim.parent.key}||{base}"
        key, again = base, 2
        while key in taken:
            key, again = f"{base}|{again}", again + 1
        return key

    def _lead(self, names: str, span: Span, aims: list[Aim]) -> None:
        for aim in aims:
            known = {fold(lead.text) for lead in aim.leads}
            aim.leads += [lead for lead in lead_names(names, span) if fold(lead.text) not in known]

    def _listed(self, block: Paragraph) -> str:
        """An item of a list of indicators under an aim."""
        if not block.bullet or self.tables:
            self.listing = self.listing and bool(block.bullet)
            return ""
        found = cited_indicators(block.text, block.span)
        if not found or not self.fresh or not (self.listing or len(found) == 1):
            return ""
        self.measured(found, self.fresh)
        return "an indicator of the aim above"

    def measured(self, found: tuple[Cited, ...], aims: list[Aim]) -> None:
        """Enter indicators that aims are measured by."""
        for aim in aims:
            for cited in found:
                aim.indicators.setdefault(cited.code, cited)

    def _introduction(self, block: Paragraph) -> str:
        """A sentence that leads into actions of their own, after those of the aim above or under no aim."""
        if not fold(block.text).startswith(headings().introductions):
            return ""
        above = self.current
        if above is not None and above.rank > 1 and not self.tables:
            return ""
        if above is None and self.shouted is not None:
            self.enter(Titled("theme", 1, self.shouted.text), self.shouted.span)
            self.shouted = None
        self.enter(Titled("section", 3, block.text), block.span)
        return "a heading: section"

    def stated(self, said: Titled, span: Span, block: object) -> Aim:
        """Enter an aim that its place in the document tells, set as its heading is."""
        self.in_action = False
        aim = self.enter(said, span)
        self.theme_level = block.level if isinstance(block, Heading) else 6
        return aim

    def under(self, said: Titled, span: Span, parent: Aim | None) -> Aim:
        """An aim under a given one, entered unless it is there; what holds for what comes next stays as it is."""
        for aim in self._called.get((said.level, fold(said.text)), ()):
            same = aim.titled.level == said.level and fold(aim.titled.text) == fold(said.text)
            if same and (aim.span == span or (aim.parent is parent and said.level != "section")):
                return aim
        return self._new(said, span, parent)

    def section(self, heading: Heading) -> None:
        """A heading that states no aim, under which actions stand without another."""
        self.enter(Titled("section", 3, heading.text), heading.span)

    def table(self) -> None:
        """A row of actions was read under the aim that holds."""
        self.tables += 1
        self.listing = False
        for aim in self.stack:
            aim.acted = True

    def title(self, cell: Cell, header: str) -> Aim | None:
        """A row or cell of a table that names an aim; `header` is the header of its column, or empty for a row."""
        text = " ".join(cell.text.split())
        said = titled(text, cell=True)
        level = "indicator" if "indicator" in fold(header) or fold(header) == "kpi" else fold(header)
        if header and said is None:
            said = Titled(_singular(level) or "objective", _OF_A_CELL, text)
        if said is None:
            return None
        if header:
            nested = said.level != "indicator" and any(aim.titled.level == "indicator" for aim in self.stack)
            said = replace(said, rank=_OF_A_CELL + nested)
        aim = self.enter(said, cell.span)
        self.measured(cited_indicators(cell.text, cell.span), [aim])
        return aim


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
