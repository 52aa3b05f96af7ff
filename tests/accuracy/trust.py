"""Fits the weights of `ontology/trust.yaml` to judged questions, each file of them held back in turn.

python -m tests.accuracy.trust FILE… [--cache GRAPH]

Prints the weights fitted to all files and, for several limits, how many wrong answers would have been kept back and
how many right ones with them, every question judged by weights fitted to the other files.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from query.parse import parse
from query.parse.trust import trusted
from tests.accuracy.questions import InProcess, judge, load, world_of

ROUNDS, STEP, SHRINK = 4000, 0.5, 0.002
LIMITS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


@dataclass(frozen=True)
class Judged:
    """An answered question: the file it is of, what could be seen of its reading, whether it was wrong."""

    file: str
    signs: Mapping[str, float]
    wrong: bool


def judged(world: InProcess, file: str, items: Iterable[Mapping[str, object]]) -> list[Judged]:
    """The questions of a file that are answered when nothing is kept back for want of trust."""
    world.world.once("most doubted", lambda: 1.0)
    found = []
    for verdict in judge(world, items):
        signs = parse(str(verdict.item["q"]), world.world).signs
        if signs and verdict.answer["status"] in ("answered", "empty"):
            found.append(Judged(file, signs, verdict.verdict not in ("right", "near")))
    return found


def fitted(known: Sequence[Judged], names: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Base and weights under which what was judged is likeliest, by plain descent; large weights are held down."""
    base, weights = -3.0, dict.fromkeys(names, 0.0)
    for _ in range(ROUNDS):
        slopes = dict.fromkeys(names, 0.0)
        slope = 0.0
        for one in known:
            off = chance(base, weights, one.signs) - one.wrong
            slope += off
            for name, value in one.signs.items():
                slopes[name] += off * value
        base -= STEP * slope / len(known)
        for name in names:
            weights[name] -= STEP * (slopes[name] / len(known) + SHRINK * weights[name])
    return base, weights


def chance(base: float, weights: Mapping[str, float], signs: Mapping[str, float]) -> float:
    """How likely something with these signs is wrong."""
    return 1 / (1 + math.exp(-base - sum(weights[n] * v for n, v in signs.items())))


def held_back(known: Sequence[Judged], names: Sequence[str]) -> list[tuple[Judged, float]]:
    """Each judged question with how likely it is wrong by what the other files teach."""
    found = []
    for file in sorted({one.file for one in known}):
        base, weights = fitted([one for one in known if one.file != file], names)
        found += [(one, chance(base, weights, one.signs)) for one in known if one.file == file]
    return found


def main(arguments: list[str]) -> int:
    """Fit and report."""
    cached = Path(arguments[arguments.index("--cache") + 1]) if "--cache" in arguments else None
    paths = [Path(a) for a in arguments if not a.startswith("--") and a != str(cached)]
    world = world_of(cached)
    known = [one for path in paths for one in judged(world, str(path), load(path))]
    names = list(trusted().weights)
    base, weights = fitted(known, names)
    told = ", ".join(f"{name}: {weight:.2f}" for name, weight in weights.items())
    wrong = sum(one.wrong for one in known)
    sys.stdout.write(f"answered {len(known)}, wrong {wrong}\nbase: {base:.2f}\nweights: {{{told}}}\n")
    apart = held_back(known, names)
    for limit in LIMITS:
        back = [one for one, likely in apart if likely > limit]
        caught = sum(one.wrong for one in back)
        kept = len(known) - len(back)
        right = (kept - wrong + caught) / max(kept, 1)
        sys.stdout.write(f"limit {limit}: kept back {caught} wrong, {len(back) - caught} right; {right:.3f} right\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
