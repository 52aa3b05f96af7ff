"""Resolving printed names: which of the names a plan prints mean one thing, within its authority.

Two things merged wrongly are worse than one kept twice, so only what is plainly one name is merged; every printed form
stays as a label. The result does not depend on the order in which names are met.
"""

from ingest.things.names import folded_name, short_person_name
from ingest.things.resolve import Named, Resolution, resolve

__all__ = ["Named", "Resolution", "folded_name", "resolve", "short_person_name"]
