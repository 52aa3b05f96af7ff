"""What single cells of a plan's tables say: pure functions from a `Cell` to the records of `ingest.records`.

A cell may be several physical cells put together, their texts joined by line breaks.
"""

from ingest.cells.due import dues
from ingest.cells.indicators import cited_indicators
from ingest.cells.links import named_plans, names_strategy, strategies_and_groups
from ingest.cells.measures import measures, workstream
from ingest.cells.money import amounts_in, foreign_money, funding, named_streams
from ingest.cells.owners import owners
from ingest.cells.partners import lead_names, partners, partners_and_lead
from ingest.cells.quarters import milestone_dues, milestones

__all__ = [
    "amounts_in",
    "cited_indicators",
    "dues",
    "foreign_money",
    "funding",
    "lead_names",
    "measures",
    "milestone_dues",
    "milestones",
    "named_plans",
    "named_streams",
    "names_strategy",
    "owners",
    "partners",
    "partners_and_lead",
    "strategies_and_groups",
    "workstream",
]
