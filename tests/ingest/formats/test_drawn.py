"""Tables drawn with characters, as people and databases draw them."""

from __future__ import annotations

import pytest

from ingest.document import Block, Paragraph, Table
from ingest.formats import read_document


def blocks(text: str) -> list[Block]:
    return list(read_document("plan.txt", text.encode()).blocks)


def the_table(text: str) -> Table:
    (only,) = [block for block in blocks(text) if isinstance(block, Table)]
    return only


def table(text: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in the_table(text).rows]


ROWS = [
    ["Ref", "Action", "Who"],
    ["1.1", "Open a clinic in the north", "Karen Osei"],
    ["1.2", "Train staff", "Jo Grant"],
]


@pytest.mark.parametrize(
    "drawn",
    [
        """
+-----+----------------------+------------+
| Ref | Action               | Who        |
+=====+======================+============+
| 1.1 | Open a clinic in the | Karen Osei |
|     | north                |            |
+-----+----------------------+------------+
| 1.2 | Train staff          | Jo Grant   |
+-----+----------------------+------------+
""",
        """
+-----+----------------------------+------------+
| Ref | Action                     | Who        |
+-----+----------------------------+------------+
| 1.1 | Open a clinic in the north | Karen Osei |
| 1.2 | Train staff                | Jo Grant   |
+-----+----------------------------+------------+
""",
        """
┌─────┬──────────────────────┬────────────┐
│ Ref │ Action               │ Who        │
├─────┼──────────────────────┼────────────┤
│ 1.1 │ Open a clinic in the │ Karen Osei │
│     │ north                │            │
│ 1.2 │ Train staff          │ Jo Grant   │
└─────┴──────────────────────┴────────────┘
""",
        """
 Ref |        Action         |    Who
-----+-----------------------+------------
 1.1 | Open a clinic in the +| Karen Osei
     | north                 |
 1.2 | Train staff           | Jo Grant
(2 rows)
""",
        """
=====  ====================  ==========
Ref    Action                Who
=====  ====================  ==========
1.1    Open a clinic in the  Karen Osei
       north
1.2    Train staff           Jo Grant
=====  ====================  ==========
""",
        """
Ref    Action                      Who
-----  --------------------------  ----------
1.1    Open a clinic in the north  Karen Osei
1.2    Train staff                 Jo Grant
""",
        """
-------------------------------------------------
| Ref | Action                     | Who        |
-------------------------------------------------
| 1.1 | Open a clinic in the north | Karen Osei |
-------------------------------------------------
| 1.2 | Train staff                | Jo Grant   |
-------------------------------------------------
""",
        """
| Ref | Action                     | Who        |
|-----+----------------------------+------------|
| 1.1 | Open a clinic in the north | Karen Osei |
| 1.2 | Train staff                | Jo Grant   |
""",
    ],
)
def test_a_table_is_read_however_it_is_drawn(drawn: str) -> None:
    assert table(drawn) == ROWS
    assert all(isinstance(b, Table) or (isinstance(b, Paragraph) and b.aside) for b in blocks(drawn))


def test_cells_span_what_is_not_drawn_between_them() -> None:
    found = the_table(
        """
+-----+----------------------+------------+
| 1.1 | Open a clinic        | Karen Osei |
|     +----------------------+------------+
|     | Tell every parent    | Sam Khan   |
+-----+----------------------+------------+
| Both are for the autumn    | Jo Grant   |
+-----+----------------------+------------+
"""
    )
    shapes = [[(cell.text, cell.colspan, cell.rowspan) for cell in row.cells] for row in found.rows]
    assert shapes == [
        [("1.1", 1, 2), ("Open a clinic", 1, 1), ("Karen Osei", 1, 1)],
        [("Tell every parent", 1, 1), ("Sam Khan", 1, 1)],
        [("Both are for the autumn", 2, 1), ("Jo Grant", 1, 1)],
    ]


def test_wide_characters_do_not_shift_the_cells() -> None:
    assert table(
        "+-----+-----------+------+\n| Ref | Action    | Who  |\n+-----+-----------+------+\n"
        "| 1   | 開く clinic | K O  |\n| 2   | Train     | J G  |\n+-----+-----------+------+\n"
    ) == [["Ref", "Action", "Who"], ["1", "開く clinic", "K O"], ["2", "Train", "J G"]]


def test_a_ruled_header_is_known_as_one() -> None:
    assert [row.header for row in the_table("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n").rows] == [
        True,
        False,
    ]


def test_lines_drawn_across_the_page_are_asides() -> None:
    found = blocks("One.\n\n----------\n\n* * *\n\nTwo.\n")
    assert [b.text for b in found if isinstance(b, Paragraph) and not b.aside] == ["One.", "Two."]


def test_a_header_and_its_rule_at_the_end_of_a_text_are_no_table() -> None:
    document = read_document("plan.txt", b"Task    Lead\n----    ----")
    assert [type(block) for block in document.blocks] == [Paragraph, Paragraph]
