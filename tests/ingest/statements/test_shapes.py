"""What is stated of a document conforms to the shapes."""

from __future__ import annotations

import rdflib
from pyshacl import validate

from ingest.records import Records
from ingest.statements import statements
from ontology.graphs import SHAPES_FILE
from ontology.vocabulary import ONTOLOGY_FILE
from tests.ingest.statements.examples import document, records


def conforms(of: Records) -> tuple[bool, str]:
    data = rdflib.Graph()
    lines = "\n".join(f"{t} ." for t in statements(document(), of))
    data.parse(data=lines, format="nt")
    ontology = rdflib.Graph().parse(ONTOLOGY_FILE)
    shapes = rdflib.Graph().parse(SHAPES_FILE)
    good, _, said = validate(data, shacl_graph=shapes, ont_graph=ontology, inference="none")
    return bool(good), str(said)


def test_the_statements_of_a_plan_conform_to_the_shapes() -> None:
    good, said = conforms(records())
    assert good, said
