"""From the rules on a page to the grids of its tables: pieces of lines joined, lines that cross taken together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.formats.pdf.marks import Box, Rule

_SNAP, _GAP, _REACH = 2.5, 4.0, 4.0
_SHORTEST = 7.0
_MOST_AFTER_JOINING = 1_500
_NARROWEST = 5.0
_OVERHANG = 9.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that belong to one table."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A cell of a grid: its first row and column, how many of each it covers, and where it stands."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table's cells in reading order, and the places of its rows' and columns' edges."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]

    @property
    def box(self) -> Box:
        """All of it."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """The rules with pieces on one line joined and those too short to divide anything left out."""
    done: list[Rule] = []
    row: list[Rule] = []
    for rule in [*sorted(rules, key=lambda rule: rule.at), None]:
        if rule is not None and (not row or rule.at - row[0].at <= _SNAP):
            row.append(rule)
            continue
        done += _along(row)
        row = [rule] if rule is not None else []
    kept = [rule for rule in done if rule.length >= _SHORTEST]
    return sorted(kept, key=lambda rule: -rule.length)[:_MOST_AFTER_JOINING]


def _along(row: list[Rule]) -> list[Rule]:
    """Rules on one line, joined where they touch."""
    if not row:
        return []
    at = sum(rule.at * rule.length for rule in row) / max(sum(rule.length for rule in row), 1e-6)
    found: list[Rule] = []
    for rule in sorted(row, key=lambda rule: rule.start):
        if found and rule.start - found[-1].end <= _GAP:
            found[-1] = Rule(at, found[-1].start, max(found[-1].end, rule.end))
        else:
            found.append(Rule(at, rule.start, rule.end))
    return found


def tables(across: list[Rule], down: list[Rule]) -> list[Rules]:
    """The rules of each table: those that touch one another. What crosses nothing is left out."""
    parents = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    ordered = sorted(range(len(across)), key=lambda index: across[index].at)
    places = [across[index].at for index in ordered]
    for number, upright in enumerate(down, len(across)):
        low, high = bisect_left(places, upright.start - _REACH), bisect_right(places, upright.end + _REACH)
        for index in ordered[low:high]:
            if across[index].start - _REACH <= upright.at <= across[index].end + _REACH:
                parents[root(index)] = root(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*across, *down]):
        groups.setdefault(root(index), ([], []))[index >= len(across)].append(rule)
    return [Rules(tuple(flat), tuple(upright)) for flat, upright in groups.values() if flat and upright]


def grid(rules: Rules) -> Grid | None:
    """The grid that rules make, with outer edges that are not drawn added; None where it has fewer than two cells."""
    across, down = _bordered(rules)
    xs, ys = _places(down), _places(across)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    walls = _walls(down, xs, ys)
    floors = _walls(across, ys, xs)
    areas = _areas(xs, ys, walls, floors)
    return Grid(tuple(xs), tuple(ys), tuple(areas)) if len(areas) > 1 else None


def _bordered(rules: Rules) -> tuple[list[Rule], list[Rule]]:
    """The rules of a table with the outer edges that its print leaves out: where rules run past the last across."""
    across, down = list(rules.across), list(rules.down)
    left, right = min(rule.at for rule in down), max(rule.at for rule in down)
    top, bottom = min(rule.at for rule in across), max(rule.at for rule in across)
    starts, ends = [rule.start for rule in across], [rule.end for rule in across]
    heads, feet = [rule.start for rule in down], [rule.end for rule in down]
    for edge, found in (
        (_edge([at for at in starts if at < left - _OVERHANG]), down),
        (_edge([at for at in ends if at > right + _OVERHANG]), down),
    ):
        if edge is not None:
            found.append(Rule(edge, min(top, *heads), max(bottom, *feet)))
    left, right = min(left, *starts), max(right, *ends)
    for edge in (
        _edge([at for at in heads if at < top - _OVERHANG]),
        _edge([at for at in feet if at > bottom + _OVERHANG]),
    ):
        if edge is not None:
            across.append(Rule(edge, left, right))
    return across, down


def _edge(ends: list[float]) -> float | None:
    """Where at least two rules end together: the edge that is not drawn there."""
    if len(ends) < 2:
        return None
    middle = sorted(ends)[len(ends) // 2]
    return middle if sum(abs(end - middle) <= _REACH for end in ends) >= max(2, 0.6 * len(ends)) else None


def _places(rules: list[Rule]) -> list[float]:
    """The places at which rules stand, those nearer to one another than any column is wide taken as one."""
    found: list[list[float]] = []
    for at in sorted(rule.at for rule in rules):
        if found and at - found[-1][0] <= _NARROWEST:
            found[-1].append(at)
        else:
            found.append([at])
    return [sum(group) / len(group) for group in found]


def _walls(rules: list[Rule], places: list[float], bands: list[float]) -> list[list[bool]]:
    """For each place and band: whether a rule stands there along most of the band; outer edges always do."""
    found = [[False] * (len(bands) - 1) for _ in places]
    for rule in rules:
        nearest = min(range(len(places)), key=lambda index: abs(places[index] - rule.at))
        low = max(bisect_right(bands, rule.start) - 1, 0)
        for band in range(low, len(bands) - 1):
            start, end = bands[band], bands[band + 1]
            if start >= rule.end:
                break
            if min(rule.end, end) - max(rule.start, start) >= min(
                0.6 * (end - start), max(end - start - 2 * _REACH, 1)
            ):
                found[nearest][band] = True
    for outer in (0, -1):
        found[outer] = [True] * (len(bands) - 1)
    return found


def _areas(xs: list[float], ys: list[float], walls: list[list[bool]], floors: list[list[bool]]) -> list[Area]:
    """The cells: each as wide and then as tall as no wall or floor stands in it."""
    taken = [[False] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    found: list[Area] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if taken[row][column]:
                continue
            last = column
            while last + 2 < len(xs) and not walls[last + 1][row] and not taken[row][last + 1]:
                last += 1
            below = row
            while below + 2 < len(ys) and _goes_down(below, column, last, walls, floors):
                below += 1
            for r in range(row, below + 1):
                taken[r][column : last + 1] = [True] * (last + 1 - column)
            box = Box(xs[column], ys[row], xs[last + 1], ys[below + 1])
            found.append(Area(row, column, below - row + 1, last - column + 1, box))
    return found


def _goes_down(row: int, first: int, last: int, walls: list[list[bool]], floors: list[list[bool]]) -> bool:
    """Whether a cell over these columns goes on in the row below: no floor under it, the same walls beside it."""
    if any(floors[row + 1][column] for column in range(first, last + 1)):
        return False
    inner = any(walls[at][row + 1] for at in range(first + 1, last + 1))
    return not inner and walls[first][row + 1] and walls[last + 1][row + 1]
