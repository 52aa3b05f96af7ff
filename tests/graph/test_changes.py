"""What came, went and changed between two editions: matched by what is printed, told by field with both places."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from graph.changes import Change, Place, Thing, changes, statements, things
from ontology.names import thing
from ontology.vocabulary import GT
from tests.graph.plans import A, triples

LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


def action(words: str, reference: str = "", line: int = 1, **fields: str) -> Thing:
    told = {"text": (words,), **{name: (value,) for name, value in fields.items()}}
    return Thing("action", reference, words, told, Place("plan.md", line))


def value(of: str, number: str) -> Thing:
    return Thing("value", "", of, {"value": (number,)}, None)


def told(found: list[Change]) -> list[tuple[str, str, str]]:
    """What became of what: the old and the new words."""
    return [(c.what, c.old.words if c.old else "", c.new.words if c.new else "") for c in found]


def test_the_same_twice_is_no_change() -> None:
    plan = [action("Open a hub", "1.1", owner="Karen Osei"), value("NI 117, target, 2010-11", "7.5 %")]
    assert changes(plan, plan) == []


def test_an_action_reworded_under_its_reference_changed_with_old_and_new() -> None:
    (found,) = changes(
        [action("Open a drop-in clinic in Coldbrook", "1.1", 9, owner="Karen Osei", due="2010-03-31")],
        [action("Keep the drop-in clinic in Coldbrook open", "1.1", 12, owner="Priya Nair", due="2010-03-31")],
    )
    assert found.what == "changed"
    assert [(f.field, f.old, f.new) for f in found.fields] == [
        ("text", ("Open a drop-in clinic in Coldbrook",), ("Keep the drop-in clinic in Coldbrook open",)),
        ("owner", ("Karen Osei",), ("Priya Nair",)),
    ]
    assert (found.old and found.old.place, found.new and found.new.place) == (Place("plan.md", 9), Place("plan.md", 12))


def test_a_reference_given_to_another_action_is_not_the_same_action() -> None:
    found = changes([action("Print a leaflet about contraception", "1.3")], [action("Train ten mentors", "1.3")])
    assert told(found) == [("came", "", "Train ten mentors"), ("went", "Print a leaflet about contraception", "")]


def test_an_action_renumbered_is_known_by_its_words() -> None:
    (found,) = changes([action("Train all ten mentors", "1.3")], [action("Train all ten mentors", "2.1")])
    assert [(f.field, f.old, f.new) for f in found.fields] == [("reference", ("1.3",), ("2.1",))]


def test_without_references_the_likest_words_are_matched() -> None:
    old = [action("Train all youth workers in relationships education"), action("Train all teachers in first aid")]
    new = [
        action("Train all teachers in first aid and safety"),
        action("Train all the youth workers in relationship education"),
    ]
    assert [(c.what, c.old and c.old.words[:17], c.new and c.new.words[:17]) for c in changes(old, new)] == [
        ("changed", "Train all teacher", "Train all teacher"),
        ("changed", "Train all youth w", "Train all the you"),
    ]


def test_one_of_two_rows_with_the_same_words_went() -> None:
    old = [action("Hold a meeting", owner="Karen Osei"), action("Hold a meeting", owner="Sam Hill")]
    (found,) = changes(old, [action("Hold a meeting", owner="Sam Hill")])
    assert found.what == "went"
    assert found.old and found.old.fields["owner"] == ("Karen Osei",)


def test_a_sign_or_a_point_makes_another_value() -> None:
    of = "NI 112, target, 2010-11"
    for old, new in (("-14 %", "14 %"), ("7.5 %", "75 %")):
        (found,) = changes([value(of, old)], [value(of, new)])
        assert [(f.old, f.new) for f in found.fields] == [((old,), (new,))]


def test_a_value_of_another_period_came() -> None:
    found = changes([value("NI 112, target, 2009-10", "7 %")], [value("NI 112, target, 2010-11", "7 %")])
    assert [c.what for c in found] == ["came", "went"]


def test_an_owner_printed_by_initials_and_in_full_is_one() -> None:
    old = Thing("owner", "", "K Osei", {}, None, ("K Osei",))
    new = Thing("owner", "", "Karen Osei", {}, None, ("Karen Osei", "K Osei"))
    assert changes([old], [new]) == []


def test_what_statements_say_of_an_action() -> None:
    one, place, money = thing("action", "1"), thing("document", "d/L5-5-x"), thing("allocation", "a")
    said = statements(
        "plan.md",
        triples(
            (one, A, GT.Action),
            (one, GT.text, "Open a hub"),
            (one, GT.reference, "1.1"),
            (one, GT.ownedBy, thing("owner", "o")),
            (thing("owner", "o"), LABEL, "Karen Osei"),
            (one, GT.allocation, money),
            (money, GT.amount, "7500"),
            (money, GT.stream, thing("stream", "area-based-grant")),
            (one, GT.passage, place),
            (place, GT.line, "5"),
            (place, GT.page, "2"),
        ),
    )
    found = next(t for t in things(said) if t.kind == "action")
    assert (found.reference, found.words, str(found.place)) == ("1.1", "Open a hub", "plan.md, page 2, line 5")
    assert found.fields["owner"] == ("Karen Osei",)
    assert found.fields["money"] == ("£7,500 area-based-grant",)


def test_a_value_inside_a_measure_is_told_with_the_measure_alone() -> None:
    one = thing("observation", "1")
    said = statements("plan.md", triples((one, A, GT.Observation), (one, GT.role, GT.Target), (one, GT.value, "60")))
    assert things(said) == []


WORDS = st.sampled_from(["Open a hub", "Open a hub in town", "Train ten mentors", "Train mentors", "Print a leaflet"])
PLANS = st.lists(
    st.builds(action, WORDS, st.sampled_from(["", "1", "2"]), owner=st.sampled_from(["A", "B"])), max_size=6
)


@given(PLANS, PLANS)
def test_every_thing_is_matched_once_came_or_went(old: list[Thing], new: list[Thing]) -> None:
    found = changes(old, new)
    came, went = (sum(c.what == what for c in found) for what in ("came", "went"))
    assert len(new) - came == len(old) - went >= 0
    assert all(c.fields for c in found if c.what == "changed")
    assert changes(new, new) == []
