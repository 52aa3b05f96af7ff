"""What the columns of a table mean: roles from the wordings of a header row, or from the shapes of the cells below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from ontology.reading import Wording, fold, header_wordings, prompts

_LONGEST_HEADER = 16  # words
_IDLE = re.compile(
    r"of|the|to|and|or|we|will|our|us|list|involved|existing|other|key|is|are|an?|for|in|by|on|be|including|it"
)
_COVERED = 0.55
_UNKNOWN = 0.4  # of the cells of a header, how many may say nothing that is known
_ALIKE = 90
_OPENING = 4  # words
_SUBJECTS = ("it", "this", "that", "which", "they", "these")
_ASKING = ("who", "when", "where", "why")
_LONGEST_WORDING = 80  # characters


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a header gives its column, and whether its wording says it alone."""

    name: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: for each its header as printed and its roles (none where nothing is known); `kind` says
    what the table is where its headers tell that it lists no actions."""

    headers: tuple[str, ...]
    roles: tuple[tuple[str, ...], ...]
    kind: str = ""

    def having(self, *names: str) -> list[int]:
        """The columns with any of the roles, in order."""
        places = _places(self.roles)
        if len(names) == 1:
            return list(places.get(names[0], ()))
        return sorted({at for name in names for at in places.get(name, ())})

    def first(self, name: str) -> int | None:
        """The first column with the role."""
        return next(iter(_places(self.roles).get(name, ())), None)

    @property
    def acts(self) -> bool:
        """Whether the table lists actions: a column says what is to be done, and another by whom, when or how known."""
        others = self.having("owner", "due", "reference", "funding", "measure", "milestones", "partners")
        return not self.kind and self.first("action") is not None and bool(others)

    def with_role(self, index: int, role: str) -> Columns:
        """The columns with one column's role replaced."""
        return replace(self, roles=tuple((role,) if i == index else roles for i, roles in enumerate(self.roles)))


@lru_cache(maxsize=256)
def _places(roles: tuple[tuple[str, ...], ...]) -> Mapping[str, tuple[int, ...]]:
    """For each role its columns, in order."""
    found: dict[str, list[int]] = {}
    for index, names in enumerate(roles):
        for name in names:
            found.setdefault(name, []).append(index)
    return {name: tuple(places) for name, places in found.items()}


@lru_cache(maxsize=8192)
def header_roles(text: str) -> tuple[Role, ...]:
    """The roles that a header's words give, in the order of the words; none for a text that is no header.

    What stands in brackets only explains and is left out.

    >>> [role.name for role in header_roles("List of partners involved & lead officer")]
    ['partners', 'owner']
    """
    words = _header_words(text)
    if not words or len(words) > _LONGEST_HEADER:
        return ()
    taken = [False] * len(words)
    found: list[tuple[int, Role]] = []
    for wording, start in _occurring(words):
        size = len(wording.words)
        if size == 1 and wording.role == "owner" and start and words[start - 1] in _SUBJECTS:
            continue  # "Where it leads" asks for nobody
        if not any(taken[start : start + size]):
            taken[start : start + size] = [True] * size
            found.append((start, Role(wording.role, wording.strong)))
    telling = [index for index, word in enumerate(words) if not _IDLE.fullmatch(word)]
    worded = [index for index in telling if not words[index].isdigit()]
    telling = worded if len(worded) > 1 else telling  # "Milestones with dates, phase 1: 2024-2026"
    covered = sum(taken[index] for index in telling) / max(len(telling), 1)
    if found and (covered >= _COVERED or all(taken)):
        roles = [role for _, role in sorted(found, key=lambda item: item[0])]
        return tuple(role for index, role in enumerate(roles) if role.name not in {r.name for r in roles[:index]})
    return _opening(words) or _misspelt(" ".join(words))


def possible_roles(text: str) -> tuple[Role, ...]:
    """Every role that a header as a whole may give, the surer first: of "Target" what is aimed at, or a date."""
    words = tuple(_header_words(text))
    whole = [w for w in _wordings_from().get(words[0], ()) if w.words == words] if words else []
    return tuple(Role(wording.role, wording.strong) for wording in whole)


def _header_words(text: str) -> list[str]:
    return fold(re.sub(r"\([^()]*\)", " ", text)).split() or fold(text).split()


def _occurring(words: list[str]) -> list[tuple[Wording, int]]:
    """The wordings, longest first, that stand somewhere among the words, each with its place."""
    found = []
    for start, word in enumerate(words):
        for wording in _wordings_from().get(word, ()):
            if wording.strength != "maybe" and wording.words == tuple(words[start : start + len(wording.words)]):
                found.append((wording, start))
    found.sort(key=lambda item: (-len(item[0].words), not item[0].strong, item[0].words))
    return found


@cache
def _wordings_from() -> dict[str, tuple[Wording, ...]]:
    """The wordings by their first words."""
    found: dict[str, list[Wording]] = {}
    for wording in header_wordings():
        found.setdefault(wording.words[0], []).append(wording)
    return {word: tuple(wordings) for word, wordings in found.items()}


def _opening(words: list[str]) -> tuple[Role, ...]:
    """The role of a header that is a sentence, by the words it opens with ("Who is going to make sure that …")."""
    strong = [w for w in _wordings_from().get(words[0], ()) if w.strong and tuple(words[: len(w.words)]) == w.words]
    telling = [w for w in strong if len(w.words) >= _OPENING or (w.words[0] in _ASKING and len(words) >= _OPENING)]
    return (Role(telling[0].role, True),) if telling else ()


def _misspelt(text: str) -> tuple[Role, ...]:
    if not 5 <= len(text) <= _LONGEST_WORDING or any(char.isdigit() for char in text):
        return ()
    best = process.extractOne(text, _wordings_of(len(text.split())), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return (Role(best[2].role, best[2].strong),) if best else ()


@cache
def _wordings_of(size: int) -> dict[Wording, str]:
    """The wordings of so many words."""
    known = [wording for wording in header_wordings() if len(wording.words) == size and wording.strength != "maybe"]
    return {wording: " ".join(wording.words) for wording in known}


def is_header(cells: Sequence[str]) -> bool:
    """Whether the texts of a row are headers: most of them name roles, at least two different ones."""
    texts = [text for text in cells if text.strip()]
    if len(texts) < 2 or any(len(text) > 200 for text in texts):
        return False
    misses, named = 0, []
    for text in sorted(texts, key=len, reverse=True):  # what is no header shows soonest in the longest cells
        named.append(header_roles(text))
        misses += not named[-1]
        if misses > _UNKNOWN * len(texts):
            return False
    different = {roles[0].name for roles in named if roles}
    strong = sum(any(role.strong for role in roles) for roles in named)
    return len(different) >= 2 and strong >= max(1, len(texts) // 3)


def is_prompt_row(cells: Iterable[str]) -> bool:
    """Whether a row holds nothing but what the template asks for ("What | How | Who")."""
    said = [text for text in cells if text.strip()]
    if sum(len(text) > _LONGEST_WORDING for text in said) * 2 > len(said):
        return False
    texts = [" ".join(text.lower().split()).strip(" :?.") for text in said]
    asked = sum(text in _asked() for text in texts)
    # A template's own words for one column ("Source of money") stand among the usual ones.
    most = asked >= 3 and asked >= 0.6 * len(texts) and all(len(text.split()) <= 5 for text in texts)
    return len(texts) >= 2 and (asked == len(texts) or most)


@cache
def _asked() -> frozenset[str]:
    return frozenset(prompt.strip(" :?.") for prompt in prompts())


def columns_of(cells: Sequence[str]) -> Columns:
    """The columns that a header row names. A weak wording counts only where no other column has the role strongly."""
    given = [_surest(header_roles(text)) for text in cells]
    strong = {role.name for roles in given for role in roles if role.strong}
    roles = [tuple(role.name for role in found if role.strong or role.name not in strong) for found in given]
    once: list[tuple[str, ...]] = []
    for names in roles:  # of two columns that both seem to hold the actions the first does, and holds nothing else
        taken = any("action" in before for before in once)
        alone = ("action",) if "action" in names and not taken else names
        once.append(tuple(name for name in alone if not (name == "action" and taken)))
    if not any("action" in names for names in once):
        once = _weakly_acting(given, once)
    once = _aims_stand_first(given, once)
    return Columns(tuple(" ".join(text.split()) for text in cells), tuple(once))


def _surest(found: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles of one header: beside a wording that says its role alone, one that only may mean one does not count."""
    return tuple(role for role in found if role.strong) or found


def _weakly_acting(given: list[tuple[Role, ...]], roles: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Where no column says that it holds actions: the one whose wording may mean it."""
    for index, found in enumerate(given):
        if any(role.name == "action" for role in found):
            return [("action",) if i == index else names for i, names in enumerate(roles)]
    return roles


def _aims_stand_first(given: list[tuple[Role, ...]], roles: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """A column that may name aims does so only before the actions; after them it says what they are judged by."""
    acting = next((index for index, names in enumerate(roles) if "action" in names), len(roles))
    weak = [names == ("objective",) and not any(role.strong for role in given[i]) for i, names in enumerate(roles)]
    return [("measure",) if weak[i] and i > acting else names for i, names in enumerate(roles)]


def renewed(columns: Columns | None, header: Columns) -> Columns:
    """The columns after a header is printed again: where it left a cell empty, what was known before still holds."""
    if columns is None or len(columns.roles) != len(header.roles):
        return header
    same = [old == new for old, new, text in zip(columns.roles, header.roles, header.headers, strict=True) if text]
    if not same or sum(same) * 2 < len(same):
        return header
    kept = [
        (old_text, old) if not text else (text, new)
        for old_text, old, text, new in zip(columns.headers, columns.roles, header.headers, header.roles, strict=True)
    ]
    return replace(header, headers=tuple(text for text, _ in kept), roles=tuple(roles for _, roles in kept))


def refined(columns: Columns, below: Columns) -> Columns:
    """The columns of a header printed over two rows: what the second row says is closer than what stands above it."""
    if len(columns.roles) != len(below.roles):
        return below
    kept = [
        (f"{over} {under}".strip(), roles if said else broad)
        for over, broad, under, roles in zip(columns.headers, columns.roles, below.headers, below.roles, strict=True)
        for said in [bool(under and roles)]
    ]
    return replace(below, headers=tuple(text for text, _ in kept), roles=tuple(roles for _, roles in kept))
