"""The sorted index of names finds what a tree over their words finds."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from query.lexicon.index import Phrases, Spelling
from query.linking.index import NameIndex, joined, parted

IRREGULAR = {"children": "child"}
WORDS = st.sampled_from(["plan", "plans", "planned", "child", "children", "young", "a", "1.2", "ni", "117", "£ 5"])
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(tuple), max_size=12, unique=True)
SPELLINGS = st.lists(
    st.lists(st.builds(Spelling, WORDS, st.sampled_from([0.0, 0.08])), max_size=3),
    max_size=6,
)


def index_of(names: list[tuple[str, ...]]) -> tuple[NameIndex[str], Phrases[str]]:
    tree: Phrases[str] = Phrases(IRREGULAR)
    at: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, words in enumerate(names):
        tree.add_words(words, f"thing {number}")
        at[joined(map(tree.key, words))].append((number, joined(words)))
    keys = sorted(at)
    return NameIndex(keys, [at[k] for k in keys], lambda number: f"thing {number}", IRREGULAR), tree


@given(NAMES, SPELLINGS)
def test_it_finds_what_a_tree_finds(names: list[tuple[str, ...]], spellings: list[list[Spelling]]) -> None:
    index, tree = index_of(names)
    assert list(index.find(spellings)) == list(tree.find(spellings))


def test_a_word_said_for_two_goes_on_after_both() -> None:
    index, _ = index_of([("playground", "rules")])
    said = [[Spelling("play"), Spelling("playground", 0.02, 2)], [Spelling("ground")], [Spelling("rules")]]
    assert [(f.start, f.end, f.value) for f in index.find(said)] == [(0, 3, "thing 0")]


def test_one_name_may_be_the_beginning_of_another() -> None:
    index, _ = index_of([("young",), ("young", "plan"), ("youngest",)])
    assert {f.value for f in index.find([[Spelling("young")], [Spelling("plans")]])} == {"thing 0", "thing 1"}


@given(st.lists(WORDS, max_size=4).map(tuple))
def test_joined_words_come_apart_again(words: tuple[str, ...]) -> None:
    assert parted(joined(words)) == words
