"""Functions of a short text that remember what they gave: the same headers, names and dates are asked about again and
again, by different readers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

_SHORT = 300  # characters; what is longer hardly comes again, and would fill the memory
_MANY = 4096
_Also = ParamSpec("_Also")
_Given = TypeVar("_Given")


def remembered(told: Callable[Concatenate[str, _Also], _Given]) -> Callable[Concatenate[str, _Also], _Given]:
    """The same function, which works out only once what it gives for a short text (and what is asked besides).

    For pure functions whose arguments are hashable and whose result nobody changes.
    """
    kept = lru_cache(maxsize=_MANY)(told)

    @wraps(told)
    def asked(text: str, /, *args: _Also.args, **kwargs: _Also.kwargs) -> _Given:
        return kept(text, *args, **kwargs) if len(text) <= _SHORT else told(text, *args, **kwargs)  # type: ignore[arg-type]

    return asked
