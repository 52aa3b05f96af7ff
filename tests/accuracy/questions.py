"""Asks questions with known answers of the plans beside the repository, in process, and scores the answers.

python -m tests.accuracy.questions [file] [--misses] [--only family-or-id]

"""

from __future__ import annotations

import json
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from query.engine import ask, open_world
from query.world import World
from tests.accuracy.harness import CORPUS, SHARED, module_of, plain_rows, plans
from tests.query.memory import MemoryStore

TOOL = SHARED / "tools" / "score_questions.py"
QUESTIONS = SHARED / "questions"


def available() -> bool:
    return TOOL.is_file() and QUESTIONS.is_dir() and CORPUS.is_dir()


def tool() -> Any:
    return module_of(TOOL)


class InProcess:
    """What the tool judges with: labels and places from the store, answers from the engine."""

    def __init__(self, store: MemoryStore) -> None:
        self.memory = store
        self.world: World = open_world(self.memory)
        self.labels: defaultdict[str, set[str]] = defaultdict(set)
        self.place: dict[str, set[tuple[str, int]]] = {}
        for row in self.sparql(
            "SELECT ?e ?l WHERE { ?e (rdfs:label|skos:prefLabel|skos:altLabel|gt:code|gt:reference|gt:text) ?l }"
        ):
            self.labels[row["e"]].add(row["l"])
        for row in self.sparql(
            "SELECT ?a ?auth ?line WHERE { ?a a gt:Action ; gt:authority/(rdfs:label|skos:altLabel) ?auth ; "
            "gt:passage/gt:line ?line }"
        ):
            self.place.setdefault(row["a"], set()).add((row["auth"].lower(), int(float(row["line"]))))

    def sparql(self, query: str) -> list[dict[str, str]]:
        """Rows as plain strings."""
        return plain_rows(self.memory, tool().PREFIXES + query)

    def ask(self, question: str) -> dict[str, Any]:
        """The engine's answer as the contract's object, through JSON as over HTTP."""
        answer: dict[str, Any] = json.loads(json.dumps(ask(question, self.world).as_json()))
        return answer


@dataclass(frozen=True)
class Verdict:
    """What became of one question."""

    item: Mapping[str, Any]
    answer: Mapping[str, Any]
    verdict: str


def judge(world: InProcess, items: Iterable[Mapping[str, Any]]) -> list[Verdict]:
    """Ask and judge questions."""
    verdicts = []
    for item in items:
        answer = world.ask(item["q"])
        verdicts.append(Verdict(item, answer, tool().judge(world, answer, item["expect"])))
    return verdicts


def load(path: Path) -> list[dict[str, Any]]:
    """The questions of a file, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def plans_world() -> InProcess:
    """The four plans, read and derived."""
    return InProcess(plans())


def table(verdicts: list[Verdict]) -> str:
    """A line a family, then the totals."""
    families: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for v in verdicts:
        families[v.item["family"]][v.verdict] += 1
    total: Counter[str] = Counter()
    lines = []
    for family, counts in families.items():
        total.update(counts)
        lines.append(f"{family:22s} " + "  ".join(f"{k} {counts[k]}" for k in ("right", "near", "wrong", "silent")))
    times = [v.answer["took_ms"] for v in verdicts] or [0]
    shares = " ".join(f"{k} {total[k] / max(len(verdicts), 1):.3f}" for k in ("right", "near", "wrong", "silent"))
    times_said = f"median {statistics.median(times):.0f} ms worst {max(times):.0f} ms"
    return "\n".join([*lines, f"questions {len(verdicts)} {shares} {times_said}"])


def miss(v: Verdict, world: InProcess) -> str:
    """A question that went wrong, with what was wanted and what came."""
    answer = v.answer
    lines = [
        f"{v.verdict:6s} {v.item['id']} {v.item['q']}",
        f"       {answer['status']}: {answer['interpretation']} · {len(answer['rows'])} rows · {answer['unused']}",
    ]
    expect = v.item["expect"]
    if answer["status"] == "answered" and "ids" in expect:
        spots = {key: place.rsplit(":", 1) for key, place in expect["lines"].items()}
        got = {
            place
            for row in answer["rows"]
            for cell in row.values()
            if isinstance(cell, dict)
            for place in world.place.get(str(cell.get("iri")), ())
        }

        def there(key: str) -> bool:
            name, line = spots[key]
            return any(name.lower() in auth and abs(int(line) - n) <= 1 for auth, n in got)

        lines.append(f"       missed {[k for k in expect['ids'] if not there(k)]}")
        extra = sorted(
            (auth, n)
            for auth, n in got
            if not any(s[0].lower() in auth and abs(int(s[1]) - n) <= 1 for s in spots.values())
        )
        lines.append(f"       extra  {extra[:12]}")
    elif answer["status"] == "answered":
        shown = [[str(c.get("label", c.get("value")))[:50] for c in row.values()] for row in answer["rows"][:8]]
        wanted = {k: w for k, w in expect.items() if k not in ("lines", "type")}
        lines += [f"       wanted {str(wanted)[:300]}", f"       got    {shown}"]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Score a file of questions (all of them by default)."""
    misses = "--misses" in arguments
    only = arguments[arguments.index("--only") + 1] if "--only" in arguments else ""
    cached = Path(arguments[arguments.index("--cache") + 1]) if "--cache" in arguments else None
    taken = {only, str(cached)}
    files = [Path(a) for a in arguments if not a.startswith("--") and a not in taken] or sorted(
        QUESTIONS.glob("*.jsonl")
    )
    if not available():
        sys.stderr.write(f"no questions to ask: {QUESTIONS} is not there\n")
        return 2
    world = world_of(cached)
    for path in files:
        items = [i for i in load(path) if not only or i["family"] == only or i["id"].startswith(only)]
        verdicts = judge(world, items)
        if misses:
            sys.stdout.writelines(miss(v, world) + "\n" for v in verdicts if v.verdict != "right")
        sys.stdout.write(f"{path.name}\n{table(verdicts)}\n")
    return 0


def world_of(path: Path | None) -> InProcess:
    """The plans, or as they were read at an earlier time into a file, while what is tuned is only the questions."""
    if path is None:
        return plans_world()
    if not path.is_file():
        plans().store.dump(str(path), format=ox.RdfFormat.N_QUADS)
    return InProcess(MemoryStore(path))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
