"""The heading outline of a plan: its aims, from themes down to areas for improvement, and what is printed with them."""

from ingest.outline.aims import Aim, Outline
from ingest.outline.forms import Titled, titled
from ingest.outline.restated import restated

__all__ = ["Aim", "Outline", "Titled", "restated", "titled"]
