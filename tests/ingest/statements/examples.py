"""Records made by hand, as a small plan of an invented council would give them."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

from ingest.document import Document, Span
from ingest.records import (
    AcronymRecord,
    ActionRecord,
    Amount,
    Cited,
    DecisionRecord,
    Due,
    Milestone,
    ObjectiveRecord,
    ObservationRecord,
    Period,
    PlanRecord,
    Printed,
    Records,
)

TEXT = """Northam Borough Council
Children's Delivery Plan 2010/11
Priority 1: Fewer teenage pregnancies (NI 112)
1.1\tOpen a drop-in\tCo-ordinator\tABG\tMarch 2011
1.2\tTrain youth workers\tP Vaughan\tABG funding\tQ2
1.1\tOpen a drop-in\tCo-ordinator\tABG\tMarch 2011
"""
YEAR = Period("2010-11", date(2010, 4, 1), date(2011, 3, 31), "2010/11")


def span(line: int, quote: str = "") -> Span:
    return Span(line, line, quote or TEXT.splitlines()[line - 1])


def document(text: str = TEXT, name: str = "northam.txt") -> Document:
    return Document(name, "text/plain", hashlib.sha256(text.encode()).hexdigest(), text, ())


def printed(text: str, line: int = 4, kind: str = "") -> Printed:
    return Printed(text, span(line), kind)


def plan() -> PlanRecord:
    return PlanRecord(printed("Children's Delivery Plan 2010/11", 2), printed("Northam", 1), None, YEAR)


def pregnancies() -> ObjectiveRecord:
    cited = Cited("NI 112", "", span(3, "NI 112"))
    return ObjectiveRecord(
        "p1", "Fewer teenage pregnancies", span(3), "priority", "1", outcome="be-healthy", indicators=(cited,)
    )


def drop_in() -> ActionRecord:
    return ActionRecord(
        "Open a drop-in",
        span(4),
        reference="1.1",
        objective="p1",
        owners=(printed("Teenage Pregnancy Co-ordinator", kind="post"),),
        partners=(printed("Northam PCT"), printed("Schools")),
        strategies=(printed("Teenage Pregnancy Strategy"),),
        funding=(printed("ABG"),),
        amounts=(Amount(Decimal("12500"), "£12,500", span(4), "ABG", YEAR),),
        dues=(Due(date(2011, 3, 31), "March 2011", span(4)), Due(date(2010, 4, 1), "April 2010", span(4), "start")),
        due_text="March 2011",
        milestones=(Milestone("Sites agreed", span(4), date(2010, 6, 30), "Q1"),),
        measures=(printed("200 visits a month"),),
    )


def training() -> ActionRecord:
    return ActionRecord(
        "Train youth workers",
        span(5),
        reference="1.2",
        objective="p1",
        owners=(printed("P Vaughan", 5, "person"), printed("Teenage Pregnancy Coordinator", 5, "post")),
        funding=(printed("ABG funding", 5),),
        indicators=(Cited("NI 112", "", span(5)),),
        ongoing=True,
    )


def records() -> Records:
    return Records(
        plan=plan(),
        objectives=(pregnancies(),),
        actions=(drop_in(), training()),
        observations=(
            ObservationRecord(
                Cited("NI 117", "NEET", span(5)),
                "target",
                Decimal("-7.50"),
                span(5),
                YEAR,
                "%",
                "-7.5%",
                "Red",
                "Deteriorated",
                printed("Paul Vaughan", 5, "person"),
                "provisional",
                "lower",
            ),
        ),
        decisions=(
            DecisionRecord(
                "That the contract be awarded to Northam Youth Action",
                span(5),
                "award",
                "Advice service",
                printed("Northam Children's Trust Board", 5),
                date(2010, 1, 7),
                (printed("Northam Youth Action", 5),),
                Amount(Decimal("52000"), "£52,000", span(5)),
            ),
        ),
        acronyms=(AcronymRecord("NEET", "not in education, employment or training", span(5)),),
        mentions=(Cited("NI 56", "Obesity", span(2)),),
    )
