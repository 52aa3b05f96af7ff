"""A builder and a server killed at random moments, while clients write and read: nothing that was acknowledged is lost.

They are killed in turn, the other left to go on: the service answers writes after its builder's end, the builder ends
well after its service's. After each kill the store opens, the default graph is the union of the named ones, each plan
is held as one of its editions, whole, and every write that was answered 204 is there. Every other server dies with all
the processes it started; the others leave them to notice. Two servers of five have a builder beside them; the others
are killed amid writes.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from graph import snapshots
from graph.oxigraph import open_store
from tests.strain.clients import Clients
from tests.strain.forked import Forked
from tests.strain.serving import KEY, Service, await_answer
from tests.strain.whole import PLACES, Held, editions, held, wrong

QUIET = {"GOLDENTHREAD_MODEL": "none", "GOLDENTHREAD_LOG": "error"}


@dataclass
class Outcome:
    """What became of a run: whom the kills met at what, what clients were promised, and what did not hold."""

    builders: Counter[str] = field(default_factory=Counter)
    servers: Counter[str] = field(default_factory=Counter)
    acknowledged: set[int] = field(default_factory=set)
    reads: int = 0
    faults: list[str] = field(default_factory=list)

    def table(self) -> str:
        """The table of a run."""
        rows = [("builder killed", what, n) for what, n in sorted(self.builders.items())]
        rows += [("server killed", what, n) for what, n in sorted(self.servers.items())]
        rows += [
            ("builders in all", "", self.builders.total()),
            ("servers in all", "", self.servers.total()),
            ("writes acknowledged", "", len(self.acknowledged)),
            ("reads answered", "", self.reads),
            ("faults", "", len(self.faults)),
        ]
        return "\n".join([f"{who:20} {what:34} {n:7,}" for who, what, n in rows] + self.faults)


class Stage:
    """A store, the plans that builders exchange in it, and the processes that work on it."""

    def __init__(self, work: Path, seed: int) -> None:
        """Make the plans, learn what undisturbed builds of them hold, and build the store."""
        self.chance = random.Random(seed)
        self._work = work
        self.location = work / "store"
        self.plans = editions(work / "plans")
        self.expected = self._undisturbed(0), self._undisturbed(1)
        assert self.build(0).wait() == 0
        self.takes = self._until_published(1)

    def build(self, edition: int, location: Path | None = None) -> Forked:
        """A builder at work, as soon as it is let."""
        arguments = ["build", "--store", str(location or self.location), str(self.plans[edition])]
        return Forked(arguments, QUIET, self._work / "builder.txt", insists=True)

    def serve(self) -> Service:
        """A service that listens; whether it can be asked yet is another matter."""
        arguments = ["serve", "--store", str(self.location), "--port", "0"]
        process = Forked(arguments, {**QUIET, "GOLDENTHREAD_KEY": KEY}, self._work / "server.txt", insists=False)
        address = process.heard(r"http://[\d.]+:\d+", 120)
        await_answer(address, "/health")
        return Service(address, process)

    def _until_published(self, edition: int) -> float:
        """How many seconds a build takes that changes every plan, until readers see it."""
        before, started = snapshots.current(self.location), time.monotonic()
        builder = self.build(edition)
        while snapshots.current(self.location) == before and builder.poll() is None:
            time.sleep(0.01)
        taken = time.monotonic() - started
        assert builder.wait() == 0
        return taken

    def _undisturbed(self, edition: int) -> Held:
        location = self._work / f"expected-{edition}"
        assert self.build(edition, location).wait() == 0
        with open_store(str(location), write=False) as store:
            return held(store)


def kills(work: Path, times: int, *, seed: int = 2010, until: float = float("inf")) -> Outcome:
    """Kill a builder and a server in turn, so many times in all, or until a moment of `time.monotonic`."""
    stage, outcome = Stage(work, seed), Outcome()
    clients = Clients(outcome.acknowledged, seed)
    service = stage.serve()
    try:
        for turn in range(times):
            if time.monotonic() > until:
                break
            if turn % 2 == 0:
                faults = _kill_builder(stage, service, clients, outcome)
            else:
                faults = _kill_server(stage, service, clients, outcome, turn // 2)
                service = stage.serve()
            outcome.faults += [f"turn {turn}: {fault}" for fault in (*faults, *clients.faults())]
            outcome.reads = clients.reads
        await_answer(service.address, "/ready")
    finally:
        service.kill(children_too=True)
    return outcome


def _kill_builder(stage: Stage, service: Service, clients: Clients, outcome: Outcome) -> list[str]:
    """Kill a builder while its service goes on, and takes a write afterwards; what is wrong then."""
    with clients.on(service.address):
        builder = stage.build(stage.chance.randrange(2))
        time.sleep(stage.chance.uniform(0, stage.takes))
        outcome.builders[_met(builder)] += 1
        builder.kill()
        builder.wait()
        taken = clients.another(60)
    faults = [] if taken else ["the service takes no writes after its builder was killed"]
    return faults + wrong(stage.location, stage.expected, set(outcome.acknowledged), served=True)


def _kill_server(stage: Stage, service: Service, clients: Clients, outcome: Outcome, count: int) -> list[str]:
    """Kill a server, amid writes or beside a builder, which goes on and ends well; what is wrong then."""
    edition, beside = stage.chance.randrange(2), count % 5 < 2
    with clients.on(service.address):
        builder = stage.build(edition) if beside else None
        if not beside:
            clients.another(60)
        time.sleep(stage.chance.uniform(0, stage.takes if beside else 2))
        asked = "a write under way" if clients.writing else "no write under way"
        outcome.servers[f"{asked}, {f'builder: {_met(builder)}' if builder else 'no builder'}"] += 1
        service.kill(children_too=count % 2 == 1)
    faults = []
    if builder is not None and (status := builder.wait(120)) != 0:
        faults.append(f"the builder ended with {status}: {builder.said()[-200:]}")
        builder.kill()
    allowed = (stage.expected[edition],) if beside else stage.expected
    return faults + wrong(stage.location, allowed, set(outcome.acknowledged), served=False)


def _met(builder: Forked) -> str:
    """What a builder is at, by what it has said."""
    if builder.poll() is not None:
        return "at an end"
    read = sum(builder.said().count(f"{place.lower()}.md: ") > 0 for place in PLACES)
    return {0: "before its first plan", len(PLACES): "deriving, publishing"}.get(read, "between plans")
