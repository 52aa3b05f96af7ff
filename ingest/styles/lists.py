"""Lists whose items are actions: under a heading of actions, after a promise, under an aim, an owner or a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.cells.dates import printed_dates
from ingest.document import Block, Document, Heading, Table
from ingest.records import Period, PlanRecord
from ingest.resolutions import begins_with_verb, kinds_of
from ingest.styles.context import ACTING, AIM, DATED, MEASURING, OWNER, PLAIN, Over, Standing
from ingest.styles.items import lines_of, said_beside, stated_of
from ingest.styles.named import is_promise_of
from ingest.styles.promises import announced, promise, sentences
from ingest.styles.runs import Item, cell_of, items_of, runs_of, share
from ingest.styles.siblings import Run, like_their_siblings
from ingest.styles.stated import ANNOUNCED, LISTED, Stated
from ingest.styles.stated import DATED as BY_DATE
from ingest.styles.stated import PLAIN as IN_A_LIST
from ingest.styles.when import dated_start
from ingest.styles.wording import (
    families,
    folded,
    is_acting,
    is_doing,
    is_of_actions,
    is_past,
    is_promising,
    is_recommending,
    is_reported,
    is_schedule,
    is_stative,
    is_to_do,
    unnumbered,
)
from ontology.reading import fold

_MOST, _HALF, _FEWEST, _SEVERAL, _NEARLY, _MANY = 0.6, 0.5, 2, 3, 0.8, 5
_MEANS = re.compile(r"\b(?:by|through|by means of|via)\s*[:–—-]$", re.IGNORECASE)
_FOLLOWING = re.compile(r"\b(?:following|as follows|below|such as|including|namely)\b", re.IGNORECASE)
_FOCUS = re.compile(r"\b(?:focus|concentrate)(?:\s+\w+){0,3}\s+on\s*:$", re.IGNORECASE)
_FOR_EACH = re.compile(r"\b(?:milestone|action|step|commitment|pledge)s?\s+for\s+each(?:\s+\w+)?\s*:$", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:have|has|had|was|were|already|achieved)\b", re.IGNORECASE)
_SET = re.compile(
    r"\b(?:have|has)\s+(?:been\s+)?(?:agreed|identified|set|committed|developed|drawn|proposed)\b", re.IGNORECASE
)
_AHEAD = re.compile(r"\b(?:actions|commitments|steps|initiatives)\b.{0,20}\b(?:will|are to) be\b", re.IGNORECASE)
_OF_ACTIONS = re.compile(r"action(?!\s+plan)", re.IGNORECASE)
_LONGEST_LINE = 60
_OF_A_LABEL = 7


def listed(
    document: Document, standing: Sequence[Standing], taken: set[int], noise: set[int], plan: PlanRecord
) -> list[Stated]:
    """The actions that a document lists. `taken` are the blocks that are read already; what is read is added."""
    blocks, lines = document.blocks, lines_of(document)
    found: list[Stated] = []
    headings = [(at, fold(unnumbered(block.text))) for at, block in enumerate(blocks) if isinstance(block, Heading)]
    of_actions = is_of_actions(plan.title.text) or (bool(headings) and is_of_actions(headings[0][1]))
    promising = is_promising(plan.title.text)
    runs = [(run, items_of(run, lines)) for run in runs_of(blocks, standing, taken, noise)]
    styles: list[str | None] = []
    for _, items in runs:
        style = None if _is_contents(items, headings) else _style(items, standing, blocks, plan.period)
        if style is None and of_actions and _only_says_what_to_do(items, standing, blocks):
            style = IN_A_LIST
        if style is None and promising and _mostly_promises(items, standing):
            style = IN_A_LIST
        styles.append(None if _is_contents(items, headings) else style)
    led = [bool(items) and _is_led(items[0].at, standing, blocks) for _, items in runs]
    told = like_their_siblings(runs, styles, standing, led)
    if promising:
        told = _with_orders(runs, told, standing, blocks)
    for (run, items), style in zip(runs, told, strict=True):
        if style is None:
            continue
        for item in items:
            if style in {ANNOUNCED, IN_A_LIST, LISTED} and _only_tells(item, style):
                continue
            over = standing[item.at]
            more = [said for block in item.labels for said in said_beside(block)]
            stated = stated_of(item.at, item.block, style, over, more=more)
            if not stated.text.text:
                continue
            parts = tuple(cell_of(part) for part in item.parts)
            if stated.text.text.endswith(":") and parts:
                whole = " • ".join((stated.text.text, *(part.text for part in parts)))
                stated, parts = replace(stated, text=replace(stated.text, text=whole)), ()
            spans = tuple(block.span for block in (*item.parts, *item.labels))
            found.append(replace(stated, parts=parts, spans=spans))
            taken.update({item.at, *(at for at, block in run if block in item.parts or block in item.labels)})
    return found


def _with_orders(
    runs: Sequence[Run], styles: Sequence[str | None], standing: Sequence[Standing], blocks: Sequence[Block]
) -> list[str | None]:
    """The styles, where a plan or strategy without aims lists under its topics, again and again, only what to do."""
    bare = [
        at
        for at, (_, items) in enumerate(runs)
        if styles[at] is None and items and _under_topic(items[0].at, standing, blocks)
    ]
    orders = [at for at in bare if share(runs[at][1], "to_do") >= _NEARLY]
    enough = len(orders) >= _SEVERAL and sum(len(runs[at][1]) for at in orders) >= _MANY
    if not enough or len(orders) < _MOST * len(bare):
        return list(styles)
    return [IN_A_LIST if at in orders else style for at, style in enumerate(styles)]


def _under_topic(at: int, standing: Sequence[Standing], blocks: Sequence[Block]) -> bool:
    """Whether an item stands under a heading that is a topic, in no chapter that tells, after no line of its own."""
    over = standing[at]
    nearest = over.over[-1] if over.over else None
    if nearest is None or nearest.kind != PLAIN or over.telling:
        return False
    return not _is_led(at, standing, blocks)


def _is_led(at: int, standing: Sequence[Standing], blocks: Sequence[Block]) -> bool:
    """Whether a line that is no label of actions announces the list that begins with an item."""
    over = standing[at].over
    return _foreign_lead(at, blocks, over[-1].at if over else -1)


def _is_contents(items: Sequence[Item], headings: Sequence[tuple[int, str]]) -> bool:
    """Whether a list names the headings that follow it."""
    after = {text for at, text in headings if items and at > items[-1].at}
    return bool(items) and sum(fold(item.body) in after for item in items) >= _HALF * len(items)


def _only_says_what_to_do(items: Sequence[Item], standing: Sequence[Standing], blocks: Sequence[Block]) -> bool:
    """Whether nearly each item of a list says what to do, under a heading that does not tell, after no other lead."""
    over = standing[items[0].at]
    nearest = over.over[-1] if over.over else None
    if over.telling or len(items) < _SEVERAL or (nearest is not None and nearest.kind != PLAIN):
        return False
    enough = _MOST if nearest is not None and is_of_actions(nearest.text) else _NEARLY
    return share(items, "to_do") >= enough and not _foreign_lead(items[0].at, blocks, nearest.at if nearest else -1)


def _mostly_promises(items: Sequence[Item], standing: Sequence[Standing]) -> bool:
    """Whether most items of a list are promises in so many words ("We will …"), under a heading that does not tell."""
    made = sum(item.promised for item in items)
    return len(items) >= _FEWEST and made >= _MOST * len(items) and not standing[items[0].at].telling


def _only_tells(item: Item, style: str) -> bool:
    """Whether an item of a list only says how things are or will be, or tells what was said."""
    if style == LISTED:
        return not (item.to_do or item.marked) and is_reported(item.body)
    if is_stative(item.body):
        return True
    return style == IN_A_LIST and not item.to_do and not item.marked


def _style(
    items: Sequence[Item], standing: Sequence[Standing], blocks: Sequence[Block], period: Period | None
) -> str | None:
    """In which style a list states actions; None where it does not."""
    if not items:
        return None
    at = items[0].at
    over = standing[at]
    nearest = over.over[-1] if over.over else None
    if nearest is not None and nearest.kind == MEASURING:
        return None
    if _schedules(at, blocks, nearest) and share(items, "dated") >= _MOST and share(items, "deed") >= _HALF:
        return BY_DATE if _is_to_come(items, over, period) else None
    dated = sum(dated_start(item.block.text) is not None for item in items) / len(items)
    if dated >= _MOST:
        if sum(len(item.body.split()) <= 1 for item in items) > _HALF * len(items):
            return None  # names of years: "Year 2 (2022 to 23) – Foundation"
        return BY_DATE if _is_ahead(items, over, period) else None
    if _each_says_who_and_when(items):
        return LISTED
    if nearest is not None and fold(unnumbered(nearest.text)) in families() and not share(items, "marked"):
        return None  # they are the aims
    if _names_means(at, blocks) and (over.under(AIM) is not None or (_is_end(at, blocks) and not over.telling)):
        return ANNOUNCED if share(items, "doing") >= _MOST else None
    if _announces_actions(at, blocks) and not over.telling:
        last = _last_line(blocks[at - 1])
        ahead = not any(is_past(item.body) for item in items) and (_AHEAD.search(last) or _SET.search(last))
        return ANNOUNCED if ahead or share(items, "doing") >= _MOST else None
    if nearest is not None and nearest.kind == PLAIN and at and nearest.at == at - 1 and is_promise_of(nearest.text):
        return ANNOUNCED if share(items, "doing") >= _MOST else None
    foreign = _foreign_lead(at, blocks, nearest.at if nearest else -1)
    if (acting := over.under(ACTING)) is not None and is_recommending(acting.text):
        return LISTED if share(items, "urged") >= _MOST and not _to_decide(items) and not over.telling else None
    doing = share(items, "to_do")
    if nearest is not None and nearest.kind == ACTING:
        if nearest.level == _OF_A_LABEL:
            if Standing(over.over[:-1]).telling and not is_acting(nearest.text.rstrip(": ")):
                return None
            if foreign and doing < _MOST:
                return None
            stative = sum(is_stative(item.body) for item in items) / len(items)
            promised = announced(nearest.text) is not None
            return None if promised and stative > _HALF else ANNOUNCED if promised else LISTED
        style = ANNOUNCED if announced(nearest.text) is not None else LISTED
        return style if not foreign or doing >= _MOST else None
    if foreign or over.telling:
        return None
    if over.acting:
        return LISTED if doing >= _HALF or nearest is None or nearest.kind != PLAIN else None
    if nearest is not None and nearest.kind in {OWNER, DATED}:
        return LISTED if doing >= _MOST else None
    if over.under(AIM) is not None and doing >= _MOST:
        return IN_A_LIST
    sure = share(items, "marked")
    return IN_A_LIST if doing >= _MOST and (sure >= _MOST or _all_promise(items)) else None


def _to_decide(items: Sequence[Item]) -> bool:
    """Whether items say what a board is to decide ("note the report", "that the plan be approved")."""
    return sum(begins_with_verb(item.body) or bool(kinds_of(item.body, True, "")) for item in items) * 2 >= len(items)


def _each_says_who_and_when(items: Sequence[Item]) -> bool:
    """Whether labelled lines under nearly each item say by whom and by when: an action then, however it is worded."""
    told = [{role for block in item.labels for roles, _ in said_beside(block) for role in roles} for item in items]
    return len(items) >= _FEWEST and sum(roles >= {"owner", "due"} for roles in told) >= _MOST * len(items)


def _all_promise(items: Sequence[Item]) -> bool:
    """Whether each item is a promise in its own words ("We will …")."""
    return all(promise(sentences(item.body)[0]) is not None for item in items if item.body.strip())


def _names_means(at: int, blocks: Sequence[Block]) -> bool:
    """Whether the line over a list says that its items are the means to an end ("Safer streets, through:")."""
    before = blocks[at - 1] if at else None
    if before is None or isinstance(before, Table):
        return False
    text = " ".join(before.text.split())
    return bool(_MEANS.search(text)) and not _BEHIND.search(text)


def _is_end(at: int, blocks: Sequence[Block]) -> bool:
    """Whether the line over a list of means is itself something to be done ("Improving the air of the town by:")."""
    before = blocks[at - 1]
    return not isinstance(before, Table) and (is_doing(unnumbered(before.text)) or is_to_do(unnumbered(before.text)))


def _announces_actions(at: int, blocks: Sequence[Block]) -> bool:
    """Whether the line over a list says that its items are actions to come ("The Board takes three steps, as follows:",
    "It will carry out the following activities:")."""
    before = blocks[at - 1] if at else None
    if before is None or isinstance(before, Table) or not before.text.rstrip().endswith(":"):
        return False
    last = sentences(before.text)[-1]
    if announced(before.text) is not None and len(sentences(before.text)) > 1:  # at the end of a paragraph
        return True
    if promise(last) is not None and (_FOCUS.search(last) or _FOR_EACH.search(last)):
        return True
    told = _BEHIND.search(_SET.sub("", last))
    return bool(_FOLLOWING.search(last) and set(fold(last).split()) & folded("listed")) and not told


def _last_line(block: Block) -> str:
    """The last sentence of a block that is no table."""
    return "" if isinstance(block, Table) else sentences(block.text)[-1]


def _foreign_lead(at: int, blocks: Sequence[Block], label: int) -> bool:
    """Whether a line that is no label of actions announces the list ("The main challenges are:")."""
    before = blocks[at - 1] if at else None
    if before is None or isinstance(before, Table) or at - 1 == label:
        return False
    text = before.text.rstrip()
    if not text.endswith(":") or announced(text) is not None:
        return False
    last = sentences(text)[-1]
    return not is_acting(last.rstrip(": ")) and not _OF_ACTIONS.search(last)


def _is_ahead(items: Sequence[Item], over: Standing, period: Period | None) -> bool:
    """Whether a list of dates says what is to be done, and not what has happened."""
    past = sum(is_past(item.body) for item in items)
    if past * 2 >= len(items):
        return False
    if over.acting or any(o.kind in {ACTING, DATED} for o in over.over):
        return True
    if over.telling:
        return False
    doing = share(items, "to_do") >= _HALF
    by = sum(item.block.text.casefold().startswith(("by ", "before ")) for item in items) * 2 >= len(items)
    if doing or by:
        return True
    if period is None or len(items) < 2 or over.under(AIM) is None:
        return False
    days = [date.last for item in items for date in printed_dates(item.block.text[:_LONGEST_LINE])[:1]]
    return bool(days) and all(day >= period.start for day in days)


def _schedules(at: int, blocks: Sequence[Block], nearest: Over | None) -> bool:
    """Whether the heading of a list, or the line over it, says that it is a timetable."""
    before = blocks[at - 1] if at else None
    lead = "" if before is None or isinstance(before, Table) else before.text
    return any(is_schedule(text) for text in (lead, nearest.text if nearest else ""))


def _is_to_come(items: Sequence[Item], over: Standing, period: Period | None) -> bool:
    """Whether a timetable is of what is to come: it does not tell what was done, nor end before the plan begins."""
    if Standing(over.over[:-1]).telling or sum(is_past(item.body) for item in items) * 2 >= len(items):
        return False
    days = [date.last for item in items for date in printed_dates(item.block.text)]
    return period is None or not days or max(days) >= period.start
