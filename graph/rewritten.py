"""Updates for an endpoint, whose default graph is its own affair: nothing is read from it or written to it.

What an update (SPARQL 1.1 Update) writes to the default graph goes to a named one, and its patterns see the union of
the graphs held, each named by USING. The text stays as it is written but for these places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graph.guard import Token, tokens

_OPENING, _CLOSING = "{([", "})]"
_WHOLE = ("CLEAR", "DROP")
_BETWEEN = ("COPY", "MOVE", "ADD")


@dataclass(frozen=True, slots=True)
class _Block:
    """A group in braces: its text without them, and where it stands with them."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Operation:
    """One operation of an update: its words outside all braces, and its groups, by where they stand."""

    words: tuple[Token, ...]
    blocks: tuple[_Block, ...]
    start: int
    end: int

    def said(self) -> tuple[str, ...]:
        """The words in capitals, other tokens as they are."""
        return tuple(t.text.upper() if t.kind == "word" else t.text for t in self.words)


def for_named_graphs(update: str, own: str, union: Sequence[str], held: Callable[[], Sequence[str]]) -> str:
    """The well-formed update with `own` for the default graph in what it writes, and `union` for what patterns see.

    An empty `union` leaves the patterns what the endpoint shows them. `held` says, when an operation is about all
    graphs or all named ones, which those are. Nothing stands after the last operation, so that others may follow.
    """
    pieces, done = [], 0
    for operation in _operations(update):
        pieces += [update[done : operation.start], _rewritten(update, operation, own, union, held)]
        done = operation.end
    return "".join(pieces)


def _operations(update: str) -> Iterator[_Operation]:
    """The operations of an update, prologues left out, in order."""
    words: list[Token] = []
    blocks: list[_Block] = []
    depth = opened = start = end = 0
    prologue = 0
    for token in tokens(update):
        if token.kind == "mark" and token.text in _OPENING:
            opened = opened if depth else token.start
            depth += 1
        elif token.kind == "mark" and token.text in _CLOSING:
            depth -= 1
            if not depth and token.text == "}":
                blocks.append(_Block(update[opened + 1 : token.start], opened, token.start + 1))
        elif depth:
            continue
        elif token.kind == "stop":
            if words:
                yield _Operation(tuple(words), tuple(blocks), start, end)
            words, blocks = [], []
            continue
        elif not words and (prologue or token.text.upper() in ("PREFIX", "BASE")):
            prologue = prologue - 1 if prologue else (2 if token.text.upper() == "PREFIX" else 1)
            continue
        else:
            start = start if words else token.start
            words.append(token)
        end = token.start + len(token.text)
    if words:
        yield _Operation(tuple(words), tuple(blocks), start, end)


def _rewritten(
    update: str, operation: _Operation, own: str, union: Sequence[str], held: Callable[[], Sequence[str]]
) -> str:
    said = operation.said()
    if said[0] in _WHOLE:
        return _emptied(said, own, held) or _silent(update, operation)
    edits: list[tuple[int, int, str]] = []
    if said[0] in _BETWEEN:
        edits = [(t.start, t.start + len(t.text), f"GRAPH <{own}>") for t in operation.words if _is(t, "DEFAULT")]
    elif said == ("DELETE", "WHERE") and len(operation.blocks) == 1:
        pattern = operation.blocks[0].text
        return f"DELETE {{{in_graph(pattern, own)}}} {_using(union)}WHERE {{{pattern}}}"
    elif said[:2] in (("INSERT", "DATA"), ("DELETE", "DATA")):
        edits = [(b.start, b.end, f"{{{in_graph(b.text, own)}}}") for b in operation.blocks]
    elif said[0] in ("INSERT", "DELETE"):  # what says WITH names its graph
        edits = [(b.start, b.end, f"{{{in_graph(b.text, own)}}}") for b in operation.blocks[:-1]]
        where = next(t.start for t in operation.words if _is(t, "WHERE"))
        edits += [] if "USING" in said else [(where, where, _using(union))]
    pieces, done = [], operation.start
    for start, end, instead in sorted(edits):
        pieces += [update[done:start], instead]
        done = end
    return "".join([*pieces, update[done : operation.end]])


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.upper() == word


def _using(union: Sequence[str]) -> str:
    return "".join([*(f"USING <{g}> " for g in union), *(f"USING NAMED <{g}> " for g in union)])


def _emptied(said: tuple[str, ...], own: str, held: Callable[[], Sequence[str]]) -> str:
    """CLEAR and DROP of what is not one named graph, as that of each graph it means; "" for one graph."""
    verb, what = said[0], said[-1]
    if what not in ("DEFAULT", "NAMED", "ALL"):
        return ""
    graphs = [own] if what == "DEFAULT" else [g for g in held() if what == "ALL" or g != own]
    return " ;\n".join(f"{verb} SILENT GRAPH <{g}>" for g in graphs) or "INSERT DATA {}"


def _silent(update: str, operation: _Operation) -> str:
    """CLEAR or DROP of one graph that fails nowhere: whether there are empty graphs is the engine's own affair."""
    verb = operation.words[0]
    after = verb.start + len(verb.text)
    said = "" if "SILENT" in operation.said() else " SILENT"
    return f"{update[operation.start : after]}{said}{update[after : operation.end]}"


def in_graph(quads: str, own: str) -> str:
    """The text of a group of quads (SPARQL 1.1 grammar, rule 50) with what is in no graph put in `own`.

    >>> in_graph("?a ?b 1 . GRAPH ?g { ?a ?b 2 } ?c ?d 3", "urn:x")
    ' GRAPH <urn:x> {?a ?b 1 . }GRAPH ?g { ?a ?b 2 } GRAPH <urn:x> { ?c ?d 3}'
    """
    pieces, done, depth, inside = [], 0, 0, False
    for token in tokens(quads):
        if not depth and _is(token, "GRAPH"):
            pieces.append(_wrapped(quads[done : token.start], own))
            done, inside = token.start, True
        elif token.kind == "mark" and token.text in _OPENING:
            depth += 1
        elif token.kind == "mark":
            depth -= 1
            if not depth and inside and token.text == "}":
                pieces.append(quads[done : token.start + 1])
                done, inside = token.start + 1, False
    return "".join([*pieces, _wrapped(quads[done:], own)])


def _wrapped(triples: str, own: str) -> str:
    """Triples in a graph; what holds none (a full stop between graphs, a comment) goes."""
    return f" GRAPH <{own}> {{{triples.lstrip(' .')}\n}}" if any(True for _ in tokens(triples)) else ""
