"""The environment variables that the whole project reads, each with what it does: help and documentation list them."""

from __future__ import annotations

import os
from dataclasses import dataclass

DEFAULT_STORE = "goldenthread-store"


@dataclass(frozen=True, slots=True)
class Setting:
    """An environment variable: its name, what it stands at when unset, and what it does."""

    name: str
    default: str
    purpose: str


SETTINGS = (
    Setting("GOLDENTHREAD_STORE", f"./{DEFAULT_STORE}", "the store: a folder, or the address of a SPARQL 1.1 endpoint"),
    Setting("GOLDENTHREAD_STORE_UPDATE", "the same with /update", "where an endpoint that is the store takes updates"),
    Setting(
        "GOLDENTHREAD_STORE_GRAPHS", "", "where such an endpoint takes whole graphs (Graph Store Protocol), if it does"
    ),
    Setting("GOLDENTHREAD_STORE_KEY", "", "the bearer key that such an endpoint wants"),
    Setting("GOLDENTHREAD_BASE", "https://w3id.org/golden-thread/id/", "the base of the names of things"),
    Setting("GOLDENTHREAD_MODEL", "the bundled model", "another embedding model, by name or folder; none: words only"),
    Setting(
        "GOLDENTHREAD_KEY", "", "the key that who writes by HTTP sends; without one, and without the next, none may"
    ),
    Setting(
        "GOLDENTHREAD_KEYS", "", "a file of such keys' names and hashes, a line each as `goldenthread key` makes it"
    ),
    Setting("GOLDENTHREAD_READ_KEY", "", "a key that who reads by HTTP must send too; without it all may read"),
    Setting(
        "GOLDENTHREAD_RATE", "1200", "requests a minute that one client may send, this machine aside; 0 for any number"
    ),
    Setting("GOLDENTHREAD_QUERIES", "", "a folder of saved queries (NAME.rq) that /queries/NAME.csv gives"),
    Setting("GOLDENTHREAD_DEADLINE", "20", "seconds that one SPARQL query of the service may take"),
    Setting(
        "GOLDENTHREAD_WRITE_DEADLINE", "300", "seconds that one write by HTTP may take, with all that follows from it"
    ),
    Setting("GOLDENTHREAD_LARGEST", "64", "megabytes that the body of a write by HTTP may have"),
    Setting("GOLDENTHREAD_READING", "600", "seconds that reading one document may take"),
    Setting("GOLDENTHREAD_DEBUG", "", "anything but empty: show where an internal error happened"),
)


def default_store() -> str:
    """The store used when none is named: GOLDENTHREAD_STORE, or "goldenthread-store" in the current folder."""
    return os.environ.get("GOLDENTHREAD_STORE") or DEFAULT_STORE


def deadline() -> float:
    """Seconds that one SPARQL query may take (GOLDENTHREAD_DEADLINE); 20 where unset or not a positive number."""
    return _positive("GOLDENTHREAD_DEADLINE", 20.0)


def write_deadline() -> float:
    """Seconds that a write by HTTP may take (GOLDENTHREAD_WRITE_DEADLINE); 300 where unset or not a positive number."""
    return _positive("GOLDENTHREAD_WRITE_DEADLINE", 300.0)


def largest() -> int:
    """Bytes that the body of a write may have (GOLDENTHREAD_LARGEST, in megabytes); 64 MB where unset or no number."""
    return int(_positive("GOLDENTHREAD_LARGEST", 64.0) * 1_000_000)


def rate() -> float:
    """Requests a minute that a client may send (GOLDENTHREAD_RATE), 0 for any number; 1200 where unset or no number."""
    return 0.0 if os.environ.get("GOLDENTHREAD_RATE", "").strip() == "0" else _positive("GOLDENTHREAD_RATE", 1200.0)


def reading_limit() -> float:
    """Seconds that reading one document may take (GOLDENTHREAD_READING); 600 where unset or not a positive number."""
    return _positive("GOLDENTHREAD_READING", 600.0)


def _positive(name: str, usual: float) -> float:
    try:
        number = float(os.environ.get(name, ""))
    except ValueError:
        return usual
    return number if number > 0 else usual


def debugging() -> bool:
    """Whether internal errors are shown with their trace (GOLDENTHREAD_DEBUG)."""
    return bool(os.environ.get("GOLDENTHREAD_DEBUG"))
