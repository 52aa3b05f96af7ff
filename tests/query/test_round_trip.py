"""What an interpretation says in English, asked again, is read as the same logical form."""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from query.conditions import conjuncts
from query.english import interpret
from query.form import And, Condition, Form, Link, Not, Task, Things
from query.parse import parse
from query.reading import Outcome
from query.world import World
from tests.query.fixture import gt, schema, store, thing
from tests.query.things import ABG, ACTION, EASTVALE, ESF, NI_117, NORTHAM, OWNER, STREAM

NI_112 = Things((thing("indicator/NI-112"),), "NI 112")
KAREN = Things((thing("owner/northam/karen-osei"),), "Karen Osei")
ALI = Things((thing("owner/eastvale/ali-brown"),), "Ali Brown")
SAID: list[list[Condition]] = [
    [Link(ACTION, gt("authority"), place) for place in (NORTHAM, EASTVALE)],
    [Link(ACTION, gt("feeds"), indicator) for indicator in (NI_117, NI_112)],
    [*(Link(ACTION, gt("fundedBy"), s) for s in (ABG, ESF)), Not(Link(ACTION, gt("fundedBy"), STREAM))],
    [*(Link(ACTION, gt("ownedBy"), o) for o in (KAREN, ALI)), Not(Link(ACTION, gt("ownedBy"), OWNER))],
]


@cache
def world() -> World:
    return World(store(), schema())


def told(form: Form) -> tuple[object, ...]:
    """What a form says, whatever its variables are called and in whatever order."""

    def plain(condition: Condition) -> str:
        match condition:
            case Link(prop=prop, object=Things(iris=iris)):
                return f"{prop} {iris}"
            case Link(prop=prop):
                return f"{prop} something"
            case Not(part=part):
                return f"not {plain(part)}"
        return str(condition)

    return form.task, form.target.cls, frozenset(map(plain, conjuncts(form.where)))


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([Task.LIST, Task.COUNT, Task.YES_NO]),
    st.tuples(*(st.one_of(st.none(), st.sampled_from(said)) for said in SAID)),
)
def test_what_is_said_is_read_again_as_it_was_meant(task: Task, said: tuple[Condition | None, ...]) -> None:
    parts = tuple(c for c in said if c is not None)
    if not parts:
        return
    form = Form(task, ACTION, And(parts) if len(parts) > 1 else parts[0])
    again = parse(interpret(form, schema()), world())
    assert again.outcome is Outcome.UNDERSTOOD, interpret(form, schema())
    assert told(again.readings[0].form) == told(form), interpret(form, schema())
