"""Three short plans of invented authorities, in three table styles, for a newcomer to ask about.

Northam's delivery plan has tables in Markdown with HTML in the cells, Eastvale's improvement plan has tab-separated
tables broken over pages, Marlbury's is the board pack of one meeting with an indicator table and resolutions.
"""

from __future__ import annotations

from importlib.resources import files


def sample_files() -> tuple[tuple[str, bytes], ...]:
    """The name and bytes of each sample plan, by name."""
    found = [f for f in files(__name__).iterdir() if f.name.endswith((".md", ".txt"))]
    return tuple((f.name, f.read_bytes()) for f in sorted(found, key=lambda f: f.name))
