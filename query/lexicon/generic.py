"""A lexicon for any vocabulary: its classes and properties by their labels, or by the words in their IRIs."""

from __future__ import annotations

from collections.abc import Container, Iterator

from query.lexicon.entries import Entry, Meaning
from query.schema import Schema, words_of


def entries_of(schema: Schema, covered: Container[str]) -> Iterator[Entry]:
    """Entries for the classes and properties that `covered` does not hold and that are in use."""
    for iri, cls in sorted(schema.classes.items()):
        if iri in covered or cls.hidden or not cls.count:
            continue
        say = tuple(dict.fromkeys((cls.label, *cls.others, words_of(iri))))
        yield Entry(say, Meaning("noun", cls=iri, label=cls.label))
    for iri, prop in sorted(schema.properties.items()):
        if iri in covered or iri in schema.labels or iri in schema.other_labels or not prop.count:
            continue
        say = tuple(dict.fromkeys((prop.label, *prop.others, words_of(iri))))
        kind = "attribute" if prop.literal else "relation"
        yield Entry(say, Meaning(kind, props=(iri,), label=prop.label))
