"""Reading the data files of the ontology: YAML 1.1, by the library's own fast parser where it was built with it."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parsed(text: str) -> Any:
    """The value that a YAML text writes. Raises `yaml.YAMLError` where it is none."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both are safe ones
