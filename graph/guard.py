"""What a stranger's query may be: SPARQL 1.1, one query, no SERVICE, no update (SPARQL 1.1 section 21, security).

Two readings must agree that a query is harmless: its tokens, and RDFLib's algebra of it; the second is left out where
the letters of SERVICE do not stand in it in any case or escape, and our own engine runs it. Functions by IRI are XSD's
casts only: engines have others of their own, some of which fetch. FROM only picks among the graphs of the store;
nothing is fetched. Every refusal says at which line and column, and what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from graph.store import QueryError

PREFIXES = {
    "gt": "https://w3id.org/golden-thread/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "prov": "http://www.w3.org/ns/prov#",
}
"""Prefixes that need no declaration in a public query."""
LONGEST = 100_000
DEEPEST = 25
FETCHING = {"ServiceGraphPattern": "SERVICE", "Load": "LOAD"}
"""Parts of RDFLib's algebra that make an engine fetch something, and the word of SPARQL for each."""
CASTS = "http://www.w3.org/2001/XMLSchema#"
"""Where the names of functions begin that SPARQL 1.1 calls by IRI (section 17.5)."""
QUERY_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATE_FORMS = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")

# Tokens of the SPARQL 1.1 grammar (section 19.8), as far as telling a keyword from a name, a text or a comment needs.
_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<text>'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}
        |'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*")
    |(?P<comment>\#[^\n\r]*)
    |(?P<variable>[?$]\w+)
    |(?P<language>@[A-Za-z][\w-]*)
    |(?P<name>(?:[^\W\d_][\w.\-]*)?:(?:[\w:%\\.\-~]*)|_:[\w.\-]+)
    |(?P<word>[^\W\d]\w*)
    |(?P<number>\d[\w.]*)
    |(?P<mark>[{}()\[\]])
    |(?P<stop>;)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class MalformedError(QueryError):
    """The query breaks the grammar, or asks what makes no sense."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: its kind ("word", "name", "mark", …), its text and where it begins."""

    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query or update, comments left out."""
    for match in _TOKEN.finditer(query):
        if match.lastgroup and match.lastgroup != "comment":
            yield Token(match.lastgroup, match[0], match.start())


def place(query: str, offset: int) -> str:
    """Where an offset lies, for people."""
    before = query[:offset]
    return f"line {before.count(chr(10)) + 1}, column {offset - (before.rfind(chr(10)) + 1) + 1}"


def form_of(query: str) -> str:
    """Which of SELECT, ASK, CONSTRUCT and DESCRIBE a query is, by its first word after the prologue.

    Raises QueryError for none of them: an update, nothing at all, or something else.
    """
    skip = False
    for token in tokens(query):
        word = token.text.upper()
        if token.kind != "word":
            continue
        if word in QUERY_FORMS:
            return word
        if word in ("PREFIX", "BASE"):
            skip = True
            continue
        if word in UPDATE_FORMS:
            raise QueryError(f"{place(query, token.start)}: {word} is an update; here only queries are answered")
        started = "after the prefixes" if skip else "at its start"
        raise QueryError(
            f"{place(query, token.start)}: a query says SELECT, ASK, CONSTRUCT or DESCRIBE {started}, not {token.text}"
        )
    raise QueryError("line 1, column 1: there is no query; it says SELECT, ASK, CONSTRUCT or DESCRIBE")


def with_prefixes(query: str) -> str:
    """The query or update with the prefixes that need no declaration declared: after BASE, which some want first."""
    start, based = 0, False
    for token in tokens(query):
        if based and token.kind == "iri":
            start, based = token.start + len(token.text), False
        elif token.kind == "word" and token.text.upper() == "BASE":
            based = True
        else:
            break
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    return f"{query[:start]}\n{declared}{query[start:]}"


def as_select(query: str) -> str:
    """An ASK as a SELECT that has a row where the answer is yes."""
    word = next(t for t in tokens(query) if t.kind == "word" and t.text.upper() == "ASK")
    return f"{query[: word.start]}SELECT *{query[word.start + 3 :]}\nLIMIT 1"


def names_dataset(query: str) -> bool:
    """Whether a query picks its graphs by FROM."""
    return any(t.kind == "word" and t.text.upper() == "FROM" for t in tokens(query))


def dataset_of(query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The graphs that a query picks by FROM, and by FROM NAMED.

    Raises QueryError for one that is not written as <IRI>.
    """
    default: list[str] = []
    named: list[str] = []
    told = list(tokens(query))
    for index, token in enumerate(told):
        if token.kind != "word" or token.text.upper() != "FROM":
            continue
        after = told[index + 1 : index + 3]
        is_named = bool(after) and after[0].text.upper() == "NAMED"
        graph = after[1:] if is_named else after[:1]
        if not graph or graph[0].kind != "iri":
            raise QueryError(f"{place(query, token.start)}: write the graph as <IRI>")
        (named if is_named else default).append(graph[0].text[1:-1])
    return tuple(default), tuple(named)


@lru_cache(maxsize=512)
def check_query(query: str) -> str:
    """The form of a query that may run. Raises QueryError, saying where and why, for one that may not."""
    _check_length(query)
    check_tokens(query, ("SERVICE",))
    form = form_of(query)
    # half a second; only public queries need it
    from rdflib.plugins.sparql.algebra import translateQuery, traverse  # noqa: PLC0415
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415

    for text in readings(query):
        with told(text):
            algebra = translateQuery(parseQuery(text), initNs=PREFIXES).algebra
            traverse(algebra, visitPre=refuse(FETCHING))
    return form


def readings(query: str) -> tuple[str, ...]:
    """A query or update as engines may read it: with codepoint escapes meant anywhere (section 19.2), and where there
    are any, with them meant in names and texts only, where they end and begin nothing. A comment ends at CR, too.
    """
    text = query.replace("\r", "\n")
    plain = _ESCAPE.sub(lambda m: "x" * len(m[0]), text)
    return (text,) if plain == text else (text, plain)


def check_local(query: str) -> str:
    """The form of a query that may run in our own engine, which parses it again and fetches only by SERVICE.

    Where the word cannot stand in it in any spelling, RDFLib's slower reading has nothing to find, and the engine says
    what is malformed. Raises QueryError for a query that may not run.
    """
    if "service" in query.casefold() or "\\" in query:  # codepoint escapes may spell it (section 19.2)
        return check_query(query)
    _check_length(query)
    check_tokens(query, ())
    return form_of(query)


def _check_length(query: str) -> None:
    if len(query) > LONGEST:
        raise QueryError(f"the query is longer than {LONGEST:,} characters")


def refuse(names: Mapping[str, str]) -> Callable[[object], None]:
    """A visitor of RDFLib's algebra that raises QueryError at parts of those names, by the word for each, and at
    functions of an engine's own.
    """
    from rdflib.plugins.sparql.algebra import traverse  # noqa: PLC0415
    from rdflib.plugins.sparql.parserutils import CompValue  # noqa: PLC0415

    def visit(part: object) -> None:
        if not isinstance(part, CompValue):
            return
        if part.name in names:
            raise QueryError(f"{names[part.name]} is not allowed: nothing is fetched from elsewhere on a query's word")
        if part.name == "Function" and not str(part.iri).startswith(CASTS):
            raise QueryError(f"the function <{part.iri}> is none of SPARQL 1.1's; engines' own are not called")
        for beside in vars(part).values():  # the pattern of an EXISTS, which the algebra does not hold as its member
            if isinstance(beside, CompValue):
                traverse(beside, visitPre=visit)

    return visit


@contextmanager
def told(query: str) -> Iterator[None]:
    """Have what RDFLib finds wrong with a query told as a QueryError, in one line."""
    from pyparsing import ParseBaseException  # noqa: PLC0415

    try:
        yield
    except ParseBaseException as error:
        raise MalformedError(f"{place(query, error.loc)}: {_near(query, error.loc)}") from None
    except RecursionError:
        raise QueryError("the query is nested too deeply, or has too many parts; send less at a time") from None
    except QueryError:
        raise
    except Exception as error:  # RDFLib raises bare Exceptions for mistakes that parse
        raise MalformedError(f"the query does not make sense: {' '.join(str(error).split())[:200]}") from None


def syntax_message(error: SyntaxError, query: str) -> str:
    """The engine's word on a malformed query, for people: line, column and what is wrong there."""
    said = " ".join(str(error).split())
    found = re.search(r"error at (\d+):(\d+)", said)
    if not found:
        return said[:300]
    line, column = int(found[1]), int(found[2])
    texts = query.split("\n")
    offset = sum(len(t) + 1 for t in texts[: line - 1]) + column - 1
    where = f"line {line}, column {column}"
    if "Prefix not found" in said:
        name = next(
            (t.text for t in tokens(query) if t.kind == "name" and t.start < offset <= t.start + len(t.text) + 1), ""
        )
        return f"{where}: the prefix {name.partition(':')[0]}: is not declared"
    if "unbound" in said:
        return f"{where}: the SELECT names a variable that GROUP BY and its aggregates do not bind"
    if "IRI parsing failed" in said:
        return f"{where}: this is not an IRI"
    return f"{where}: {_near(query, offset)}"


def check_tokens(query: str, refused: tuple[str, ...]) -> None:
    """Raise QueryError where one of the words stands in a query as a keyword, or brackets are nested too deeply."""
    depth = 0
    for match in _TOKEN.finditer(query):
        if match.lastgroup == "mark":
            depth += 1 if match[0] in "{([" else -1
            if depth > DEEPEST:
                raise QueryError(f"{place(query, match.start())}: nested more than {DEEPEST} deep")
    if not refused:
        return
    for token in tokens(query):
        _check_word(query, token, refused)
    if "\\" in query:  # codepoint escapes may stand anywhere in a query (section 19.2)
        plain = _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), query)
        for token in tokens(plain):
            _check_word(plain, token, refused)


def _check_word(query: str, token: Token, refused: tuple[str, ...]) -> None:
    if token.kind == "word" and token.text.upper() in refused:
        raise QueryError(
            f"{place(query, token.start)}: {token.text.upper()} is not allowed: nothing is fetched from elsewhere"
            " on a query's word"
        )


def _near(query: str, offset: int) -> str:
    """What stands about an offset; engines tell the place of a mistake only roughly."""
    around = " ".join(query[max(offset - 20, 0) : offset + 15].split())
    return f"the query cannot be understood around “{around}”"
