"""Labels and what they say: "Lead: …", several in one line, a label on a line of its own, brackets at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.cells.dates import printed_dates
from ingest.cells.people import is_person
from ingest.cells.quarters import quarters_in
from ingest.cells.text import place
from ingest.document import Cell
from ingest.styles.actors import is_actor, is_post_named
from ingest.styles.stated import Labelled
from ingest.tables.shapes import is_date
from ontology.reading import fold, header_wordings
from ontology.reading.cells import mapping, word_set

_COLON = re.compile(r"\s*:(?=\s|$)|\s+[–—]\s+(?=\S)|\s+=\s+")
_WORD = re.compile(r"[\w’'/&()-]+")
_BEFORE = re.compile(r"[\s|;.,(\[–—•·-]")
_LONGEST_LABEL = 6  # words
_NEAR = 120  # characters in which so many words mostly stand
_SHORT_VALUE = 60
_AT_END = re.compile(
    r"\s*[(\[](?P<inside>[^()\[\]]{3,140}|[^()\[\]]{0,100}\([^()]{1,40}\)[^()\[\]]{0,60})[)\]][.;,]?\s*$"
)
_NAMED = re.compile(r"[A-Z][\w’'&-]*(?:\s(?:[A-Z][\w’'&-]*|of|and|for|the|&)){0,4}")
_PARTS = re.compile(r"\.\s+(?=(?:(?:by|from|in|end)\s+)?(?:\w+\s+)?20\d\d)|\s*[;|]\s*|,\s+|\s+[–—-]\s+")
_DATE_AT_END = re.compile(r"(?<=[^\s\d–—-])(?:\s+[–—-]\s+|\s?[–—]\s?|:\s+)(?P<date>[^–—:]{3,40}\d[^–—:]{0,12})$")
_BY = re.compile(
    r"^(?:by|before|due|deadline|complete by|completed by|no later than|from|until|end|in|during)\b\s*(?:the\s+)?", re.I
)
_WITHIN = re.compile(
    r"(?:within\s+)?(?:the\s+)?(?:next\s+)?(?:\d{1,3}|one|two|three|four|five|six|twelve|eighteen)(?:\s?[-–]\s?\d{1,3})?\s+(?:day|week|month|year)s?"
    r"(?:\s+(?:of|from|after|following)\s+(?:the\s+)?(?:[a-z]+\s+){0,8}[a-z]+)?",
    re.I,
)
_TERM = re.compile(
    r"(?:immediate(?:ly)?|short|medium|long|near|mid)(?:[\s-]+term)?|ongoing|on-going|annual(?:ly)?|quarterly|year\s+\w{1,5}|tbc",
    re.I,
)

_ASIDE = re.compile(r"\([^()]*\)|(?<=\w)\s+Q[1-4]\s?[-–]\s?Q?[1-4]$", re.I)

_SURE = {"lead", "who", "when", "due", "sro"}
BESIDE = frozenset(
    {"owner", "due", "start", "partners", "funding", "measure", "milestones", "status", "context", "links"}
)
ROLES = BESIDE | {"action", "objective", "reference", "workstream", "groups"}


@dataclass(frozen=True, slots=True)
class Label:
    """A label read: its words, its roles, and whether its wording says them alone."""

    text: str
    roles: tuple[str, ...]
    strong: bool


@lru_cache(maxsize=4096)
def label_of(text: str) -> Label | None:
    """The label that a short text is, by the wordings of cards and of columns, whole; None where it is none."""
    flat = " ".join(text.split()).strip(" :*")
    if not flat or len(flat.split()) > _LONGEST_LABEL or len(flat) > 60:
        return None
    words = fold(_ASIDE.sub(" ", flat))
    known = _wordings()
    if words in known:
        roles, strong = known[words]
        return Label(flat, roles, strong)
    pieces = [piece for piece in re.split(r"\s*(?:/|&|\band\b)\s*", flat) if piece]
    found = [known.get(fold(piece)) for piece in pieces]
    if len(pieces) < 2 or not all(found):
        return None
    roles = tuple(dict.fromkeys(role for item in found if item for role in item[0]))
    return Label(flat, roles, any(item[1] for item in found if item))


@cache
def _wordings() -> dict[str, tuple[tuple[str, ...], bool]]:
    """Folded wording of a label -> its roles, and whether columns too are headed so beyond doubt."""
    known: dict[str, tuple[tuple[str, ...], bool]] = {}
    for role, texts in mapping("undertakings", "labels").items():
        for text in texts:
            before = known.get(fold(text), ((), True))
            known[fold(text)] = (tuple(dict.fromkeys((*before[0], role))), len(text) > 4 or fold(text) in _SURE)
    for wording in header_wordings():
        if wording.role in ROLES and wording.strong:
            known.setdefault(" ".join(wording.words), ((wording.role,), True))
    return known


@lru_cache(maxsize=4096)
def segments(text: str) -> tuple[tuple[Label | None, str], ...]:
    """A text taken apart at the labels in it: what each says, and first what stands before any (without a label).

    >>> [(label and label.roles, said) for label, said in segments("Mend lamps. Lead: K Osei  By when: May 2010")]
    [(None, 'Mend lamps.'), (('owner',), 'K Osei'), (('due',), 'May 2010')]
    """
    flat = " ".join(text.split())
    if ":" not in flat and "–" not in flat and "—" not in flat and "=" not in flat:
        return ((None, flat),) if flat else ()
    cuts: list[tuple[int, int, Label]] = []
    for colon in _COLON.finditer(flat):
        if cuts and colon.start() < cuts[-1][1]:
            continue
        found = _label_before(flat, colon.start(), cuts[-1][1] if cuts else 0, ":" in colon[0])
        if found is not None:
            cuts.append((found[0], colon.end(), found[1]))
    out: list[tuple[Label | None, str]] = []
    first = flat[: cuts[0][0]] if cuts else flat
    if first.strip(" |;,–—-•·(["):
        out.append((None, first.strip(" |;,–—-•·([")))
    for at, (_, end, label) in enumerate(cuts):
        until = cuts[at + 1][0] if at + 1 < len(cuts) else len(flat)
        said = flat[end:until].strip(" |;–—•·")
        said = said[:-1] if said.endswith(".") and said.count(".") == 1 and len(said) <= _SHORT_VALUE else said
        closed = said.count(")") > said.count("(") and said.endswith((")", ")."))
        out.append((label, said.rstrip(".").rstrip(")") if closed else said))
    return tuple(out)


def _label_before(text: str, colon: int, start: int, sure: bool) -> tuple[int, Label] | None:
    """The longest label that ends at a colon (or, less surely, before a dash at the beginning of the text)."""
    for at in _last_words(text, colon, start):
        if not (text[at].isupper() or at == start) or (at and not _BEFORE.match(text, at - 1)):
            continue
        if not sure and at != 0:
            continue
        label = label_of(text[at:colon])
        if label is not None and at and not start and _is_topic(text[:colon]):
            return None
        apart = at == 0 or start > 0 or text[:at].rstrip()[-1:] in "|;·•"  # one label makes the next one likely
        if label is not None and (label.strong or apart) and (sure or label.strong):
            inside = set(label.roles) <= BESIDE | {"reference", "groups", "workstream"}
            if at == 0 or inside:
                return at, label
    return None


def _last_words(text: str, end: int, start: int) -> list[int]:
    """Where the last words begin of those that stand between two places, as many as a label may have; none where
    something else stands between the last one and the end."""
    while end > start and text[end - 1].isspace():
        end -= 1
    if end <= start or not _WORD.match(text, end - 1):
        return []
    reach = _NEAR
    while (begin := end - reach) > start:
        words = [word.start() for word in _WORD.finditer(text, begin, end) if word.start() > begin]
        if len(words) >= _LONGEST_LABEL:
            return words[-_LONGEST_LABEL:]
        reach *= 2  # the first word may have been cut
    return [word.start() for word in _WORD.finditer(text, start, end)][-_LONGEST_LABEL:]


def _is_topic(text: str) -> bool:
    """Whether a label's word only ends a name that the whole text before the colon is ("Port Improvement Fund: …")."""
    ends = text.rsplit(maxsplit=1)[-1].casefold() in word_set("undertakings", "name_ends")
    return ends and all(word[:1].isupper() for word in text.split())


def labelled(text: Cell, only: frozenset[str] = BESIDE) -> tuple[Cell, tuple[Labelled, ...]]:
    """A cell without the labelled parts at its end, and those; a bracket of names and dates at its end is one, and so
    is a date after a dash or colon ("Open the hub – May 2017")."""
    found: list[Labelled] = []
    kept = text
    parts = segments(text.text)
    if len(parts) > 1 and parts[0][0] is None and _are_beside([label for label, _ in parts[1:]], only):
        kept = Cell(parts[0][1], text.span)
        found = [item for label, said in parts[1:] if label and said for item in _with_date(label, said, text)]
    tail = _AT_END.search(kept.text)
    if tail is not None and tail.start() > 0:
        said_there = bracketed(tail["inside"], text)
        if said_there:
            kept = Cell(kept.text[: tail.start()].rstrip(), text.span)
            found += said_there
    if not any("due" in roles for roles, _ in found) and (late := _DATE_AT_END.search(kept.text.rstrip(" .;"))):
        said = late["date"].strip()
        if when_said(said):
            kept = Cell(kept.text[: late.start()].rstrip(), text.span)
            found.append((("due",), _cell(said, text)))
    return kept, tuple(found)


def _with_date(label: Label, said: str, within: Cell) -> list[Labelled]:
    """What a label says; a date that is printed after another value ("Lead: Housing, by June 2020") apart."""
    late = [piece for piece in _PARTS.split(said)[1:] if piece and when_said(piece)]
    if not late or "due" in label.roles:
        return [(label.roles, _cell(said, within))]
    first = said[: said.find(late[0])].rstrip(" ,;|–—-")
    return [(("due",), _cell(late[0], within)), (label.roles, _cell(first, within))]


def _are_beside(labels: Sequence[Label | None], only: frozenset[str]) -> bool:
    """Whether labels are of what stands beside an action, and the first by its wording alone."""
    known = [label for label in labels if label is not None and set(label.roles) <= only]
    return len(known) == len(labels) and known[0].strong


def bracketed(inside: str, within: Cell) -> list[Labelled]:
    """What a bracket says of an action ("Lead: Housing, by June 2020", "Q3 2019", "Chief Fire Officer"); [] else."""
    flat = " ".join(inside.split())
    parts = segments(flat)
    if all(label is not None and set(label.roles) <= BESIDE for label, _ in parts):
        return [item for label, said in parts if label is not None for item in _with_date(label, said, within)]
    found: list[Labelled] = []
    pieces = [piece for piece in _PARTS.split(flat) if piece]
    by = any((_BY.match(piece) or _TERM.fullmatch(piece)) and when_said(piece) for piece in pieces)
    for piece in pieces:
        name = re.sub(r"^(?:lead|led by|owner)\s+", "", piece, flags=re.IGNORECASE)
        if when_said(piece):
            found.append((("due",), _cell(piece, within)))
        elif by and _NAMED.fullmatch(name):  # beside a deadline only who meets it is named
            found.append((("owner",), _cell(name, within)))
        elif name[:1].isupper() and (is_actor(name) or is_person(name, sure=True) or is_post_named(name)):
            if re.fullmatch(r"[A-Z]{2,6}s?", piece):  # an acronym in brackets spells what stands before it
                return []
            found.append((("owner",), _cell(name, within)))
        else:
            return []
    return found


@lru_cache(maxsize=4096)
def when_said(text: str) -> bool:
    """Whether a short text only says by when ("by June 2020", "Q3 2019", "within 12 months", "short term")."""
    flat = " ".join(text.split()).strip(" .,:;()–—-")
    if not flat or len(flat) > 80:
        return False
    bare = _BY.sub("", flat)
    if _WITHIN.fullmatch(bare) or _TERM.fullmatch(re.sub(r"\s*\([^()]*\)?$", "", bare)):
        return True
    bare = re.sub(
        r"^(?:the\s+)?(?:end|start|beginning|close|middle|early|late|mid)\b[\s-]*(?:of\s+)?", "", bare, flags=re.I
    )
    bare = re.sub(
        r"^(?:FY|fiscal year|financial year|year|q(?:uarter)?\s?[1-4]|h[12]|summer|winter|autumn|spring)\b[\s,/-]*"
        r"(?:of\s+)?",
        "",
        bare,
        flags=re.I,
    )
    if re.fullmatch(r"(?:20)?\d\d\s?[-–/]\s?(?:20)?\d\d|20\d\d|", bare.strip()) and bare != flat:
        return True
    dates = printed_dates(flat)
    covered = sum(item.end - item.start for item in dates)
    left = len(
        re.sub(r"\b(?:by|the|end|of|before|in|from|to|and|until|early|late|mid|q[1-4])\b|\W", "", flat, flags=re.I)
    )
    return (bool(dates) and left <= covered) or (is_date(flat) and left < 25) or bool(list(quarters_in(flat, None)))


def _cell(said: str, within: Cell) -> Cell:
    return Cell(said, place(within, said))


def is_label_line(text: str) -> Label | None:
    """The label that a whole line is ("Lead officer", "By when:"), or None."""
    label = label_of(text)
    return label if label is not None and fold(text) else None
