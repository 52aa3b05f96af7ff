"""What an update of the service may be, and the dataset that a request names for it (SPARQL 1.1 Protocol, 2.2.3).

An update is read as a query is (`graph/guard.py`): by its tokens, and on RDFLib's algebra of it. LOAD and SERVICE are
refused: nothing is fetched on an update's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from graph.guard import FETCHING, PREFIXES, Token, check_tokens, place, readings, refuse, tokens, told
from graph.store import QueryError

_OPENING, _CLOSING = "{([", "})]"


@lru_cache(maxsize=4)
def check_update(update: str) -> None:
    """Raise QueryError for an update that is malformed or would fetch something (LOAD, SERVICE)."""
    check_tokens(update, tuple(FETCHING.values()))
    from rdflib.plugins.sparql.algebra import translateUpdate, traverse  # noqa: PLC0415 (half a second)
    from rdflib.plugins.sparql.parser import parseUpdate  # noqa: PLC0415

    for text in readings(update):
        with told(text):
            for operation in translateUpdate(parseUpdate(text), initNs=PREFIXES).algebra:
                traverse(operation, visitPre=refuse(FETCHING))


def is_empty(update: str) -> bool:
    """Whether an update does nothing at all: it is a prologue, or less."""
    return not any(t.kind == "mark" or (t.kind == "word" and t.text.upper() in _DOES) for t in tokens(update))


_DOES = ("CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD")


def with_dataset(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The update with the graphs of a request as the dataset of each of its patterns.

    Raises QueryError where the update names its own by USING, USING NAMED or WITH.
    """
    if not default and not named:
        return update
    clauses = "".join([*(f"USING <{iri}> " for iri in default), *(f"USING NAMED <{iri}> " for iri in named)])
    pieces, done = [], 0
    outer = list(_outer(update))
    for before, token, after in zip([None, *outer], outer, [*outer[1:], None], strict=False):
        word = token.text.upper()
        if word in ("USING", "WITH"):
            raise QueryError(
                f"{place(update, token.start)}: {word} may not stand in an update whose request names its graphs"
                " (using-graph-uri, using-named-graph-uri)"
            )
        if word != "WHERE":
            continue
        pieces.append(update[done : token.start])
        if before is not None and before.text.upper() == "DELETE" and after is not None:  # DELETE WHERE { … }
            pieces.append(_block(update, after.start) + " ")
        pieces.append(clauses)
        done = token.start
    return "".join([*pieces, update[done:]])


def _outer(update: str) -> Iterator[Token]:
    """The tokens outside all brackets, and the brackets that open there."""
    depth = 0
    for token in tokens(update):
        if token.kind == "mark" and token.text in _CLOSING:
            depth -= 1
        elif not depth:
            yield token
        if token.kind == "mark" and token.text in _OPENING:
            depth += 1


def _block(update: str, start: int) -> str:
    """The text in braces that opens at an offset."""
    depth = 0
    for token in tokens(update[start:]):
        if token.kind == "mark":
            depth += 1 if token.text in _OPENING else -1
            if not depth:
                return update[start : start + token.start + 1]
    return update[start:]
