"""Scores the reading of plans of other bodies: `python -m tests.accuracy.other [--misses]`.

`other.jsonl` holds facts only, a row an action: the file, the line, the SHA-1 of the first 160 characters of the folded
text, the printed reference, the SHA-1 of the folded heading it stands under, who it names, by when. A row marked
`optional` is one that careful readers may or may not take for an action: it counts neither for nor against.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ingest.formats import read_document
from ingest.reader import records_of
from ingest.records import ActionRecord, Records
from ontology.reading import fold
from tests.accuracy.harness import SHARED

OTHER = SHARED / "corpus-other"
GOLD = Path(__file__).with_name("other.jsonl")
KINDS = ("actions", "objective", "owners", "dates")
_SHOWN = 160


@dataclass
class Score:
    """What was found rightly, found wrongly and missed, of each kind; and the misses in words."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)

    def f1(self, kind: str) -> float:
        """The F1 of a kind; 1 where there is nothing to find and nothing was found."""
        total = 2 * self.right[kind] + self.wrong[kind] + self.missed[kind]
        return 2 * self.right[kind] / total if total else 1.0

    def compare(self, kind: str, truth: Iterable[str], found: Iterable[str], optional: Iterable[str], at: str) -> None:
        """Count one row's names or dates."""
        wanted, got, may = set(truth), set(found), set(optional)
        self.right[kind] += len(wanted & got)
        self.missed[kind] += len(wanted - got)
        self.wrong[kind] += len(got - wanted - may)
        self.said += [f"{at}: missed {kind} {name}" for name in sorted(wanted - got)]
        self.said += [f"{at}: wrong {kind} {name}" for name in sorted(got - wanted - may)]


def available() -> bool:
    """Whether the plans are there."""
    return OTHER.is_dir()


def told(text: str) -> str:
    """The SHA-1 of the first 160 characters of a folded text."""
    return hashlib.sha1(fold(text)[:_SHOWN].encode(), usedforsecurity=False).hexdigest()


@cache
def truth() -> Mapping[str, list[dict[str, Any]]]:
    """The rows of every file."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(row["file"], []).append(row)
    return rows


@cache
def records(name: str) -> Records:
    """What was read from a plan."""
    return records_of(read_document(name, (OTHER / name).read_bytes()))


def score(name: str, into: Score) -> None:
    """Add one plan's figures."""
    read = records(name)
    heads = {aim.key: aim.text for aim in read.objectives}
    left = list(read.actions)
    for row in truth()[name]:
        action = next((a for a in left if _same(row, a)), None)
        at = f"{name}:{row['line']}"
        if action is not None:
            left.remove(action)
        if row.get("optional"):
            continue
        into.right["actions"] += action is not None
        into.missed["actions"] += action is None
        if action is None:
            into.said.append(f"{at}: missed action {row['reference']}")
            continue
        under = told(heads[action.objective]) if action.objective else ""
        into.compare("objective", filter(None, [row["under"]]), filter(None, [under]), (), at)
        into.compare(
            "owners",
            map(_name, row["owners"]),
            [_name(owner.text) for owner in action.owners],
            map(_name, row.get("owners_optional", ())),
            at,
        )
        dates = {due.on.isoformat() for due in action.dues if due.role != "review"}
        optional = set(row.get("dates_optional", ())) | {""}
        if when := row.get("when"):
            dates |= {when} if when in fold(action.due_text) else set()
        into.compare("dates", [*row["dates"], *filter(None, [when])], dates, optional, at)
    into.wrong["actions"] += len(left)
    into.said += [f"{name}:{action.span.line}: no action: {action.text[:60]}" for action in left]


def _same(row: Mapping[str, Any], action: ActionRecord) -> bool:
    if told(action.text) == row["sha1"]:
        return action.reference == row["reference"] or bool(row.get("optional"))
    return bool(row["reference"]) and (action.span.line, action.reference) == (row["line"], row["reference"])


def _name(text: str) -> str:
    return fold(text).removeprefix("the ")


def main(arguments: list[str]) -> int:
    """Print the F1 of each kind, a line a plan and one for all."""
    if not available():
        sys.stderr.write(f"no plans to score: {OTHER} is not there\n")
        return 2
    everything = Score()
    for name in truth():
        alone = Score()
        score(name, alone)
        score(name, everything)
        sys.stdout.write(f"{name:36s} " + "  ".join(f"{kind} {alone.f1(kind):5.3f}" for kind in KINDS) + "\n")
    sys.stdout.write(f"{'all':36s} " + "  ".join(f"{kind} {everything.f1(kind):5.3f}" for kind in KINDS) + "\n")
    if "--misses" in arguments:
        sys.stdout.write("".join(f"  {line}\n" for line in everything.said))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
