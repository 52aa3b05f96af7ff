"""What boards decided: the resolutions in minutes and the recommendations of papers, item by item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from ingest.awards import Award, awards_in
from ingest.capitals import mixed_case, readable
from ingest.cells.dates import printed_dates
from ingest.cells.money import amounts_in
from ingest.cells.text import fold, place
from ingest.document import Cell, Document, Heading, Paragraph, Span
from ingest.meetings import (
    decider_now,
    is_decided_unsaid,
    is_entry,
    is_lead_in,
    is_register_page,
    kind_of_noun,
    meeting_of,
    resolved_in_rows,
    who_met,
    who_resolved,
    without_file,
)
from ingest.minutes import (
    NUMBER,
    agenda_of,
    asking,
    ends_as_body,
    is_body,
    is_numbered_title,
    is_title,
    minutes_of,
    on_agenda,
    sections,
    sentences_of,
    tells_day,
    title_before,
)
from ingest.plan import plan_of
from ingest.records import DecisionRecord, PlanRecord, Printed
from ingest.repeated import bare_words, is_bare, is_told_again
from ingest.resolutions import (
    begins_with_verb,
    is_decided,
    is_done,
    is_resolution,
    kinds_of,
    labelled,
    listed_in,
    motion_carried,
    names_decider,
    opens_list,
    resolves,
    tells_who,
    without_number,
)
from ontology.reading.cells import word_set, words

_REFUSED = re.compile(r"\bnot (?:to )?award", re.IGNORECASE)
_SHORT, _LONGEST_NAME = 160, 9  # characters, words


def decisions(document: Document, plan: PlanRecord | None = None) -> tuple[DecisionRecord, ...]:
    """What the board of a document resolved (in minutes) or is recommended to resolve (in papers), in order.

    Every kind of decision on an item is a record: "The Board note and endorse the report" is two. The day is that of
    the meeting whose minutes they are, or of the paper; an award names the organisations and the amount printed.
    """
    return tuple(_Reader(document, plan or plan_of(document)).read())


@dataclass(slots=True)
class _State:
    """Where in the papers the reader stands."""

    body: Printed | None = None
    on: date | None = None
    minutes: bool = False
    item: str = ""
    asked: bool = False  # under a heading of recommendations
    resolved: bool = False  # under a heading of what was resolved
    closed: bool = False  # a recommendation of the paper has been read
    intro: str = ""  # "That the Board:" before a list of verbs
    proposed: bool = False  # under a heading of what officers propose, in minutes
    agreed: bool = False  # what the list holds was agreed, whatever its verbs
    each: list[str] = field(default_factory=list)  # what was decided of each item of the list ("Cabinet note:")
    listed: bool = False  # in a list of what was decided ("The Board agreed:")
    goes_on: bool = False  # the item before in such a list ends as one in the middle does
    untitled: bool = False  # straight after the name of the board, before the paper's title
    named: Printed | None = None  # a line that may be a board's name, until a day or "Minutes of" follows
    heading: str = ""  # the last heading that may be an item's title
    unnamed: list[int] = field(default_factory=list)  # records whose paper has lost its title


class _Reader:
    def __init__(self, document: Document, plan: PlanRecord) -> None:
        self.document = document
        self.first_day = plan.period.start if plan.period and plan.period.kind == "day" else None
        self.state = _State(on=self.first_day)
        self.agenda = agenda_of(document)
        self.register = is_register_page(document)
        self.state.minutes = self.register
        self.records: list[DecisionRecord] = []
        self.told: set[Span] = set()  # where a register's page tells of a debate

    def read(self) -> list[DecisionRecord]:
        """All records of the document."""
        blocks = [block for whole in self.document.blocks for block in resolved_in_rows(whole)]
        for block, following in zip(blocks, [*blocks[1:], None], strict=False):
            then = fold(following.text) if following else ""
            if self._meets(block):
                continue
            if not self._opens_minutes(block) and not self._label(block) and not self._opens_list(block, then):
                if isinstance(block, Heading):
                    self._heading(block)
                else:
                    self._paragraph(block, then)
            self._hear_name(block)
        return [record for at, record in enumerate(self.records) if not self._only_told(at)]

    def _only_told(self, at: int) -> bool:
        """Whether a register's page tells a decision in its debate, where it also sets out what was resolved."""
        record = self.records[at]
        others = (other for other in self.records if other.on == record.on)
        return record.span in self.told and any(other.span not in self.told for other in others)

    def _meets(self, block: Heading | Paragraph) -> bool:
        """Takes the line of a register that names a meeting; one that closes a page is of what was decided before."""
        text, state = fold(block.text), self.state
        held = meeting_of(text) if self.register else None
        if held is None:
            return False
        state.on, state.heading, state.item = held.on, "", held.item or state.item
        state.asked = state.resolved = state.listed = state.proposed = False
        if held.body:
            state.body = Printed(held.body, place(Cell(text, block.span), held.body))
            state.item = held.item
        self._date_those_before()
        return True

    def _date_those_before(self) -> None:
        """Give what was decided above the day and the board, where a register's page names them only at its end."""
        if self.register:
            now = self.state
            self.records = [replace(r, on=r.on or now.on, body=r.body or now.body) for r in self.records]

    def _label(self, block: Heading | Paragraph) -> bool:
        """Takes "Decision maker: …", "Date of decision: …" and "Report title: …"."""
        state, text = self.state, fold(block.text)
        kind, said = labelled(text) if len(text) < _SHORT else ("", "")
        if kind == "body":
            state.body = Printed(said, place(Cell(text, block.span), said))
        elif kind == "day":
            days = [d for d in printed_dates(said) if d.kind == "day" and not d.inferred]
            if not days:
                return False
            state.on = days[0].first
            self._date_those_before()
        elif kind == "item":
            self._title(without_file(readable(said, self.document.text)))
        return bool(kind)

    def _opens_list(self, block: Heading | Paragraph, then: str) -> bool:
        """Takes "RESOLVED – That" and the like, which what was decided follows."""
        state = self.state
        if tells_who(fold(block.text), then):
            state.listed, state.goes_on, state.intro, state.proposed = True, True, "The Board", False
            state.agreed = False
            return True
        if not opens_list(fold(block.text)) or fold(block.text).casefold() in asking() - word_set(
            "decisions", "resolved"
        ):
            return False
        state.listed, state.goes_on, state.intro, state.proposed = True, True, "Resolved that", False
        state.agreed = True
        return True

    def _opens_minutes(self, block: Heading | Paragraph) -> bool:
        """Takes "Minutes of the meeting held on …", and a day alone under a board's name."""
        state, text = self.state, fold(block.text)
        if len(text) >= _SHORT:
            return False
        days = [d for d in printed_dates(text) if d.kind == "day" and not d.inferred]
        bare = NUMBER.sub("", text)
        titled = text.casefold() in word_set("decisions", "minutes") and state.body is not None
        alone = (titled or text.casefold() == "minutes") and not state.minutes
        minutes = alone or re.match(r"(?i)minutes? of\b", bare) is not None or (bool(days) and bool(minutes_of(text)))
        dated = state.named is not None and len(days) == 1 and len(text) < _SHORT // 3 and tells_day(text)
        if not (minutes or dated) or (minutes and NUMBER.match(text) and not days):  # an item of the agenda
            return False
        if minutes:
            state.minutes, state.asked, state.item = True, False, ""
        state.on = days[0].first if days else state.on
        state.body = self._whose_minutes(block) or state.named or state.body
        return minutes or is_body(text)

    def _whose_minutes(self, block: Heading | Paragraph) -> Printed | None:
        """The board that "Minutes of the … held on" names."""
        text = fold(block.text)
        name = minutes_of(text)
        return Printed(mixed_case(name, self.document.text), place(Cell(text, block.span), name)) if name else None

    def _hear_name(self, block: Heading | Paragraph) -> None:
        """Remembers a line that ends as a board's name does, for the next block."""
        text = fold(block.text)
        self.state.named = None
        if len(text.split()) <= _LONGEST_NAME and ends_as_body(text):
            self.state.named = Printed(mixed_case(text, self.document.text), place(Cell(text, block.span), text))

    def _heading(self, block: Heading) -> None:
        state, text = self.state, fold(block.text)
        bare = without_file(NUMBER.sub("", text).strip(" :"))
        days = [d for d in printed_dates(text) if d.kind == "day" and not d.inferred]
        if is_body(text):
            self._name_body(block, text, bool(days))
            if days:
                state.minutes, state.on, state.item = False, days[0].first, ""
                state.asked, state.closed, state.untitled = False, False, True
            return
        section = bare.casefold() in sections() | asking() | word_set("decisions", "minutes")
        if (state.asked or state.listed) and text.endswith(":") and not section:
            # It only leads into what was decided ("Having regard to …:"), or says it of each item ("Cabinet note:").
            state.each = kinds_of(text, True, state.body.text if state.body else "board")
            return
        if self.register and is_entry(text):
            return
        state.intro, state.listed, state.each = "", False, []
        state.proposed = state.minutes and bare.casefold() in word_set("decisions", "proposals")
        if bare.casefold() in asking():
            state.asked, state.resolved = True, bare.casefold() in word_set("decisions", "resolved")
            return
        state.asked = state.resolved = False
        if not re.match(r"\d+\.\d", text) and not days and bare.casefold() not in sections():
            state.heading = readable(bare, self.document.text)
        if state.minutes and NUMBER.match(text):
            state.item = readable(bare, self.document.text)
        elif state.minutes and state.item and is_title(text):
            # The minutes number their items: a heading without a number begins the papers.
            state.minutes, state.on = False, self.first_day or state.on
            self._title(readable(bare, self.document.text))
        elif is_title(text):
            self._title(readable(bare, self.document.text))
        elif state.closed and bare.casefold() in word_set("decisions", "first_sections"):
            state.item, state.heading, state.closed = "", "", False

    def _name_body(self, block: Heading, text: str, dated: bool) -> None:
        name = re.split(r"\s+[-–—]\s+", text)[0] if dated else text
        for item in reversed(printed_dates(name)):
            name = (name[: item.start] + name[item.end :]).strip(" ,-–")
        shown = mixed_case(name, self.document.text)
        self.state.body = Printed(shown, place(Cell(text, block.span), name))

    def _title(self, title: str) -> None:
        """A paper's title: papers before it that have lost theirs get the item before it on the agenda."""
        state = self.state
        state.item, state.closed, state.untitled = title, False, False
        index = on_agenda(title, self.agenda)
        if state.unnamed and index:
            for number in state.unnamed:
                self.records[number] = replace(self.records[number], item=self.agenda[index - 1])
        state.unnamed = []

    def _paragraph(self, block: Paragraph, then: str) -> None:
        state, text = self.state, fold(block.text)
        if self.register and (title := without_file(text)) != text:  # "12 Ferry fares PDF 30 KB"
            state.item = readable(NUMBER.sub("", title), self.document.text) or state.item
            return
        if state.proposed:
            return
        if state.minutes and not state.listed and is_numbered_title(block.bullet, text):
            state.item = state.heading = readable(text, self.document.text)
            return
        if moved := motion_carried(text, then):
            for award in awards_in(moved):
                self._award(award, text, block.span)
                return
            for kind in kinds_of(moved, True, "council"):
                self._add(text, block.span, kind)
            return
        if text.casefold().strip(" :–-") in asking():
            state.asked, state.resolved = True, text.casefold().strip(" :–-") in word_set("decisions", "resolved")
            return
        if text.casefold().strip(" :–-") in sections() and text.endswith(":"):
            state.asked = state.resolved = state.listed = False
            return
        if state.untitled and len(text) < 160:
            self._title(readable(text, self.document.text))
            return
        if state.minutes and (title := title_before(text)):
            state.item = readable(title, self.document.text)
        if state.listed and not (state.goes_on or block.bullet):
            state.listed, state.intro = False, ""
        if not (state.minutes or state.asked or state.listed or is_resolution(text)):
            return
        state.minutes = state.minutes or (is_decided(text) and not state.asked)
        if self.register and state.body is None and (who := who_met(text)):
            state.body = Printed(who, place(Cell(text, block.span), who))
            self._date_those_before()
        said = without_number(text)
        if self._several(said, block.span):
            return
        for sentence in sentences_of(said):
            self._sentence(sentence, block.span, sure=said != text, item=bool(block.bullet))
        state.goes_on = bool(re.search(r"(?:[;,:]|\band|\bor)$", text)) or not self._decides(text)

    def _several(self, text: str, within: Span) -> bool:
        """Takes several things resolved in one sentence ("RESOLVED – (a) that …, and (b) that …")."""
        state, parts = self.state, listed_in(text)
        if not parts:
            return False
        kept = state.listed, state.agreed, state.intro
        state.listed, state.agreed, state.intro = True, True, "Resolved that"
        for part in parts:
            before = len(self.records)
            self._sentence(part, within, item=True)
            if len(self.records) == before:
                self._add(part, place(Cell(text, within), part), "approve")
        state.listed, state.agreed, state.intro = kept
        return True

    def _decides(self, text: str) -> bool:
        """Whether a text is more than who moved what."""
        return not re.match(rf"(?i)(?:{'|'.join(words('decisions', 'moved'))})\b", text)

    def _sentence(self, sentence: str, within: Span, sure: bool = False, item: bool = False) -> None:
        """Enter what a sentence decides; `sure` says that it is a minute with its number, `item` a list's item."""
        if is_lead_in(sentence):
            return
        state = self.state
        listed = f"{state.intro} {sentence}" if state.intro and begins_with_verb(sentence) else sentence
        span = place(Cell(sentence, within), sentence)
        if sentence.rstrip().endswith(":") and (names_decider(sentence) or state.asked):
            state.intro = "That the Board"
        awards = [] if _REFUSED.search(sentence) else list(awards_in(sentence))
        asked = state.asked or state.listed or sure
        kinds = kinds_of(listed, asked, self._board(sentence))
        if self.register and kinds and not (asked or item or is_resolution(sentence)):
            self.told.add(span)
        if self.register and not kinds:
            kinds = self._unsaid(sentence, item, within)
        done = (state.listed and state.agreed) or (state.asked and state.resolved)
        if state.each and item:
            kinds = kinds or state.each
        for kind in kinds or (["approve"] if resolves(sentence) or (done and is_done(sentence)) else []):
            # "agreed that the contract be awarded to …" is the award, not an approval beside it.
            if not awards or (kind != "award" and not (kind == "approve" and awards[0].decided)):
                self._add(sentence, span, kind)
        for award in awards:
            self._award(award, sentence, span)

    def _board(self, sentence: str) -> str:
        """Who decides here: the board that was named, or on a register's page the one whom the sentence has decide."""
        now = decider_now(sentence) if self.register else ""
        return self.state.body.text if self.state.body else now or "board"

    def _unsaid(self, sentence: str, item: bool, within: Span) -> list[str]:
        """The kinds of what a register's page lists as decided, or tells that somebody resolved."""
        who, what = who_resolved(sentence)
        if who:
            self.state.body = self.state.body or Printed(who, place(Cell(sentence, within), who))
            return kinds_of(f"Resolved that {what}", True, who) or ["approve"]
        if (item or sentence[:5].casefold() == "that ") and is_decided_unsaid(sentence):
            named = kind_of_noun(sentence)
            return [named] if named else kinds_of(f"Resolved that {sentence}", True, "board") or ["approve"]
        return []

    def _award(self, award: Award, sentence: str, span: Span) -> None:
        cell = Cell(sentence, span)
        named = tuple(Printed(name, place(cell, name), "body") for name in award.organisations)
        body = Printed(award.by, place(cell, award.by)) if award.by else self.state.body
        amount = award.amount_in(cell)
        record = DecisionRecord(sentence, span, "award", self.state.item, body, self.state.on, named, amount)
        self._keep(record)

    def _add(self, sentence: str, span: Span, kind: str) -> None:
        state, found = self.state, amounts_in(Cell(sentence, span))
        if is_bare(sentence) and not (state.item or state.heading):
            return  # "Approved." says nothing of what
        amount = found[0] if len(found) == 1 and kind == "approve" else None
        self._keep(DecisionRecord(sentence, span, kind, state.item, state.body, state.on, (), amount))

    def _keep(self, record: DecisionRecord) -> None:
        item = record.item or self.state.heading
        if is_told_again(record, item, self.records):
            return
        for bare in bare_words(record, item, self.records):
            self.records.remove(bare)
        if not record.item:
            self.state.unnamed.append(len(self.records))
            record = replace(record, item=self.state.heading)
        self.state.closed = self.state.closed or self.state.asked
        self.records.append(record)
