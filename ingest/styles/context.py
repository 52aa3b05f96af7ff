"""Under which headings each block of a document stands, and what those headings are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Block, Heading, Paragraph, Span, Table
from ingest.outline.forms import Titled, theme, titled
from ingest.styles.actors import owner_heading
from ingest.styles.given import given_to
from ingest.styles.labels import BESIDE, is_label_line, segments, when_said
from ingest.styles.promises import announced, promise, sentences, states_result
from ingest.styles.tabled import RANK, aim_of_steps, over_tables
from ingest.styles.wording import (
    families,
    is_acting,
    is_acting_in_time,
    is_doing,
    is_inside,
    is_measuring,
    is_telling,
    is_to_do,
    unnumbered,
)
from ontology.reading import fold, headings
from ontology.reading.cells import word_set

AIM, PLAIN, ACTING, MEASURING, TELLING, OWNER, DATED, FIELD, ACTION = (
    *("aim", "plain", "acting", "measuring", "telling", "owner", "dated", "field"),
    "action",
)
LABELS = frozenset({ACTING, MEASURING, OWNER, DATED, FIELD})
_BROAD = 2  # a heading set so is over chapters
_OF_A_SHORT_LINE = 5
_OF_A_LABEL = 7  # deeper than any heading
_LONGEST_LABEL, _FEW, _LONG = 90, 4, 12
_BOLD, _OF_BOLD = ("**", "__", "<b", "<strong"), 6
_WHAT_X_WILL_DO = re.compile(
    r"(?:what|how)\s+(?:the\s+)?(?P<who>.+?)\s+(?:will|is going to|are going to)\s+(?:do|deliver|help).*", re.I
)
_ACTIONS_FOR = re.compile(r"(?P<acting>.{4,40}?)[:–-]?\s+(?:for|by)\s+(?P<who>(?:the\s+)?[A-Z].{1,60})")
_HEADED_BY_BODY = re.compile(r"\s*\([^()]*\)$")  # "The Branch Must (Starting now!)"
_BROAD_ENOUGH = 4
_HOW_MANY = re.compile(
    r"^(?:the\s+)?(?:our\s+)?(?:\w+\s+)?(?=priorities|goals|objectives|aims|themes|pillars|focus)", re.I
)


@dataclass(frozen=True, slots=True)
class Over:
    """A heading in force: the index of its block, its level as set, what it is, its rank as an aim, whom or what
    date it names."""

    at: int
    level: int
    kind: str
    text: str
    rank: int = 0
    who: tuple[str, ...] = ()
    when: str = ""
    span: Span | None = None

    @property
    def announces(self) -> bool:
        """Whether it is an ordinary line over a list rather than a heading."""
        return self.level == _OF_A_LABEL


@dataclass(frozen=True, slots=True)
class Standing:
    """The headings over one block, from the broadest on, and the block's own where it is one."""

    over: tuple[Over, ...]
    own: Over | None = None

    @property
    def acting(self) -> bool:
        """Whether the nearest heading that says anything of the kind says that here are actions."""
        for over in reversed(self.over):
            if over.kind in {ACTING, AIM, ACTION}:
                return over.kind == ACTING or self._acting_above(over)
            if over.kind in {MEASURING, TELLING}:
                return False
        return False

    def _acting_above(self, aim: Over) -> bool:
        return any(over.kind == ACTING and over.level < aim.level for over in self.over[: self.over.index(aim)])

    @property
    def telling(self) -> bool:
        """Whether it stands in a chapter that tells, or under a heading of what is measured."""
        for over in reversed(self.over):
            if over.kind in {ACTING, AIM}:
                return False
            if over.kind in {TELLING, MEASURING}:
                return True
        return False

    @property
    def aims(self) -> tuple[int, ...]:
        """The headings that an action here stands under, from the broadest on: neither labels nor who or when."""
        return tuple(o.at for o in self.over if o.kind in {AIM, PLAIN, TELLING})

    @property
    def who(self) -> tuple[Over, ...]:
        """The nearest heading that names who acts, as one or none."""
        named = [over for over in self.over if over.who]
        return tuple(named[-1:])

    @property
    def when(self) -> tuple[Over, ...]:
        """The nearest heading that says by when, as one or none."""
        dated = [over for over in self.over if over.when]
        return tuple(dated[-1:])

    def under(self, kind: str) -> Over | None:
        """The nearest heading of a kind."""
        return next((over for over in reversed(self.over) if over.kind == kind), None)


def standings(blocks: Sequence[Block], noise: set[int], title: str = "") -> list[Standing]:
    """For each block the headings it stands under. Page noise, tables and what repeats the `title` are no headings."""
    told = fold(title)
    marked = any(isinstance(block, Heading) and block.span.quote.startswith("#") for block in blocks)
    found: list[Standing] = []
    stack: list[Over] = []
    first = True
    family: tuple[int, str] | None = None
    aims = over_tables(blocks)
    for at, block in enumerate(blocks):
        own = None
        if not isinstance(block, Table) and id(block) not in noise:
            own = _heading(at, block, family)
            if own is not None and own.kind == ACTION and at in aims:
                own = replace(own, kind=AIM, rank=RANK)
            if own is not None and marked and block.span.quote.startswith(_BOLD):
                own = replace(own, level=max(own.level, _OF_BOLD))  # deeper than what is marked as a heading
            if own is not None and own.kind in {PLAIN, TELLING, OWNER} and fold(own.text) and fold(own.text) in told:
                found.append(Standing(tuple(stack), own))
                first = False
                continue
        if own is not None and first and own.kind in {PLAIN, TELLING, OWNER} and _is_title(at, blocks):
            found.append(Standing((), own))
            first = False
            family = _family(block, own, family)
            continue
        first = first and own is None
        if own is None:
            found.append(Standing(tuple(stack)))
            if stack and stack[-1].level == _OF_A_LABEL and _ends_label(block):
                stack.pop()
                found[-1] = Standing(tuple(stack))
            continue
        stack = _pushed(stack, own)
        found.append(Standing(tuple(stack[:-1]), own))
        if isinstance(block, Heading):
            family = _family(block, own, family)
    return found


def _is_title(at: int, blocks: Sequence[Block]) -> bool:
    """Whether the first heading is the document's title: set broadest, called a plan, or with deeper ones after."""
    block = blocks[at]
    if not isinstance(block, Heading):
        return False
    after = [other.level for other in blocks[at + 1 :] if isinstance(other, Heading)]
    named = set(fold(block.text).split()) & word_set("publication", "titles")
    return block.level == 1 or bool(named) or all(level > block.level for level in after)


def family_aims(blocks: Sequence[Block], standing: Sequence[Standing]) -> dict[int, Titled]:
    """The headings that are aims because they are the parts of a family ("Our priorities"), by their index."""
    found: dict[int, Titled] = {}
    for at, over in enumerate(standing):
        block, own = blocks[at], over.own
        if own is not None and own.kind == AIM and isinstance(block, Heading) and _aim(block) is None:
            found[at] = aim_of_steps(block) or Titled(own.text, own.rank, unnumbered(block.text))
    return found


def _family(block: Block, own: Over, family: tuple[int, str] | None) -> tuple[int, str] | None:
    assert isinstance(block, Heading)
    level = families().get(fold(_HOW_MANY.sub("", unnumbered(block.text)))) or families().get(fold(block.text))
    if level is not None:
        return own.level, level
    return None if family is not None and own.level <= family[0] else family


def _aim(block: Heading | Paragraph) -> Titled | None:
    """The aim that a block's form states, as the outline takes it."""
    if isinstance(block, Heading):
        return titled(block.text, typographic=block.level <= 5) or theme(block.text)
    return titled(block.text) if not block.bullet and len(block.text) <= 300 else None


def _heading(at: int, block: Heading | Paragraph, family: tuple[int, str] | None) -> Over | None:
    text = " ".join(block.text.split())
    aim = _aim(block)
    level = block.level if isinstance(block, Heading) else _OF_A_LABEL
    if aim is not None:
        return Over(at, min(level, 6), AIM, aim.level, aim.rank)
    if isinstance(block, Heading) and headings().action.fullmatch(text):
        return Over(at, level, ACTION, text)
    if isinstance(block, Paragraph) and (block.bullet or len(text) > _LONGEST_LABEL):
        return None
    label = _label(at, level, text)
    if label is not None:
        label = replace(label, span=block.span)
    if isinstance(block, Heading):
        part = family is not None and level == family[0] + 1
        if label is not None and not (part and label.kind == OWNER):
            return label
        if is_telling(text):
            return Over(at, level, TELLING, text)
        if family is not None and part:
            return Over(at, level, AIM, family[1], _RANKS.get(family[1], 3))
        field = is_label_line(text)
        leads_in = level >= _OF_A_SHORT_LINE and text.endswith(":") and not _is_end_of_means(text)
        if leads_in or (field is not None and set(field.roles) <= BESIDE):
            return Over(at, level, FIELD, text)
        return Over(at, level, PLAIN, text)
    if label is None or text[-1:] in ".;,":
        return None
    shown = block.bold or (label.kind == DATED and (text.endswith(":") or len(text.split()) <= _FEW))
    return label if shown or label.kind in {ACTING, MEASURING} else None


_RANKS = {"theme": 1, "pillar": 1, "outcome": 2, "goal": 2, "aim": 2, "objective": 4}


def _label(at: int, level: int, text: str) -> Over | None:
    """What a heading is that is no topic: it says that here are actions or measures, or who acts, or by when."""
    bare = text.rstrip(":–- ").strip()
    if is_measuring(bare):
        return Over(at, level, MEASURING, text)
    if (
        (named := _ACTIONS_FOR.fullmatch(bare))
        and is_acting(named["acting"].rstrip(": "))
        and (who := owner_heading(named["who"]))
    ):
        return Over(at, level, ACTING, text, who=(who,))
    if is_acting(bare) or (level > _BROAD and is_acting_in_time(bare)):
        return Over(at, level, ACTING, text)
    if states_result(text):
        return Over(at, level, MEASURING, text)
    said = announced(text) or (announced(f"{_HEADED_BY_BODY.sub('', bare)}:") if level <= _BROAD_ENOUGH else None)
    if said is not None and not said.what:
        return Over(at, level, ACTING, text, who=said.who, when=said.lead_in if when_said(said.lead_in) else "")
    match = _WHAT_X_WILL_DO.fullmatch(bare)
    if match is not None:
        who = owner_heading(match["who"])
        return Over(at, level, ACTING, text, who=(who,) if who else ())
    paper = word_set("decisions", "minutes") & set(fold(bare).split())  # "November minutes 2023" is no time
    if when_said(bare) and not paper and not _says_value(text):
        return Over(at, level, DATED, text, when=bare)
    who = owner_heading(bare)
    return Over(at, level, OWNER, text, who=(who,)) if who else None


def _is_end_of_means(text: str) -> bool:
    """Whether a numbered heading says what is to be reached by what stands under it ("1. Improving the air by:")."""
    bare = unnumbered(text)
    means = re.search(r"\b(?:by|through)\s*:$", text) is not None and bare != text
    return means and (is_doing(bare) or is_to_do(bare))


def _says_value(text: str) -> bool:
    """Whether a line is a label with its value ("Complete by: April 2023")."""
    parts = segments(text)
    return bool(parts) and all(label is not None and said for label, said in parts)


def _ends_label(block: Block) -> bool:
    """Whether a block ends what a label on an ordinary line is over: text that is no item of a list."""
    if not isinstance(block, Paragraph) or block.bullet or len(block.text.split()) <= _LONG:
        return False
    said = sentences(block.text)
    if any(promise(sentence) for sentence in said) or given_to(said[0]):
        return False
    return not (len(said) == 1 and is_to_do(block.text))


def _pushed(stack: list[Over], own: Over) -> list[Over]:
    """The headings in force after a further one."""
    if own.kind == AIM:
        return [*(o for o in stack if _holds(o, own)), own]
    kept = list(stack)
    while kept:
        top = kept[-1]
        if top.kind == AIM and (own.kind != TELLING or is_inside(own.text)):
            # An aim holds until a heading that is broader than its own ends it; labels belong to it.
            if own.level >= top.level or own.kind in LABELS:
                break
        elif (
            top.level < own.level
            or (top.level == own.level and own.kind in LABELS and top.kind == PLAIN and not _has_parent(kept))
            or (top.level == own.level and own.kind in {DATED, OWNER} and top.kind == ACTING)
        ):
            break
        kept.pop()
    return [*kept, own]


def _holds(over: Over, aim: Over) -> bool:
    """Whether a heading still holds when an aim is stated: a broader aim, or a heading set above it."""
    if over.kind == AIM:
        return over.rank < aim.rank or over.level < aim.level
    return over.level < aim.level and over.kind not in {OWNER, DATED, ACTION}


def _has_parent(stack: Sequence[Over]) -> bool:
    """Whether the last heading stands under another one, so that a label at its level ends it."""
    return any(over.level < stack[-1].level and over.kind in {PLAIN, AIM, TELLING} for over in stack[:-1])
