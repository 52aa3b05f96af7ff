"""What of a store breaks the shapes (SHACL): statements that somebody wrote past the reader, or a fault of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.store import ReadStore
from ontology.graphs import SHAPES_FILE
from service.errors import UseError
from service.findings import Finding
from service.plans import texts

if TYPE_CHECKING:
    import rdflib

TITLE = "Shape that fails"


def failing(store: ReadStore, documents: Sequence[str] | None = None) -> list[Finding]:
    """What breaks the shapes, as findings without places; in those documents (IRIs) only where some are given.

    Holds the whole store in memory: about 10 seconds and 200 MB for 50,000 statements. Raises UseError where pySHACL is
    not installed.
    """
    try:
        import pyshacl  # noqa: PLC0415 - an optional part
        import rdflib  # noqa: PLC0415 - takes a second to import
    except ImportError as error:
        raise UseError("--shapes needs pySHACL: install goldenthread[shapes]") from error
    data = rdflib.Graph()
    held = store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    data.parse(data=ox.serialize(held, format=ox.RdfFormat.N_TRIPLES), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(SHAPES_FILE))
    own = None if documents is None else _things(store, documents)
    found = [f for f in _findings(report) if own is None or f.thing in own]
    return sorted(found, key=lambda f: (f.message, f.thing))


def _findings(report: rdflib.Graph) -> list[Finding]:
    from rdflib.namespace import RDF, SH  # noqa: PLC0415

    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        thing = str(report.value(result, SH.focusNode) or "")
        said = " ".join(sorted(str(message) for message in report.objects(result, SH.resultMessage)))
        found.append(
            Finding("", "shape", TITLE, "contradiction", "high", f"{said} {thing} does not keep to that.", thing, ())
        )
    return found


def _things(store: ReadStore, documents: Sequence[str]) -> frozenset[str]:
    values = " ".join(f"<{document}>" for document in documents)
    query = f"SELECT DISTINCT ?thing WHERE {{ VALUES ?document {{ {values} }} GRAPH ?document {{ ?thing ?p ?o }} }}"
    return frozenset(row["thing"] for row in texts(store.select(query)))
