"""The environment variables that the whole project reads, each with what it does: help and documentation list them."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from service.errors import UseError

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
    Setting("GOLDENTHREAD_STORE_USER", "", "the user that such an endpoint asks for (basic or digest)"),
    Setting("GOLDENTHREAD_STORE_PASSWORD", "", "that user's password"),
    Setting(
        "GOLDENTHREAD_STORE_WITHOUT", "", "graphs of such an endpoint that are not data: IRIs with spaces between them"
    ),
    Setting("GOLDENTHREAD_BASE", "https://w3id.org/golden-thread/id/", "the base of the names of things"),
    Setting("GOLDENTHREAD_MODEL", "the bundled model", "another embedding model, by name or folder; none: words only"),
    Setting(
        "GOLDENTHREAD_LANGUAGE_MODEL",
        "",
        "the address of a language model by OpenAI's API (ending in /v1) that is sent what the parser cannot make out",
    ),
    Setting("GOLDENTHREAD_LANGUAGE_MODEL_NAME", "", "what that model is called there"),
    Setting("GOLDENTHREAD_LANGUAGE_MODEL_KEY", "", "the bearer key that it wants"),
    Setting("GOLDENTHREAD_LANGUAGE_MODEL_SECONDS", "20", "seconds that it may take over a question"),
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
    Setting(
        "GOLDENTHREAD_ROOT", "", "the path at which a proxy has the service (/plans), whether it takes it off or not"
    ),
    Setting("GOLDENTHREAD_QUERIES", "", "a folder of saved queries (NAME.rq) that /queries/NAME.csv gives"),
    Setting("GOLDENTHREAD_DEADLINE", "20", "seconds that one SPARQL query of the service may take"),
    Setting("GOLDENTHREAD_ASK_DEADLINE", "60", "seconds that one question of the service may take in its turn"),
    Setting(
        "GOLDENTHREAD_WRITE_DEADLINE", "300", "seconds that one write by HTTP may take, with all that follows from it"
    ),
    Setting("GOLDENTHREAD_LARGEST", "64", "megabytes that the body of a write by HTTP may have"),
    Setting("GOLDENTHREAD_READING", "600", "seconds that reading one document may take"),
    Setting(
        "GOLDENTHREAD_LOG", "warning", "what the service logs, a line of JSON each: info (every request) or warning"
    ),
    Setting("GOLDENTHREAD_LOG_QUESTIONS", "", "anything but empty: log what was asked too, not only where"),
    Setting("GOLDENTHREAD_CONFIG", "./goldenthread.toml", "a file of these settings, by their names in lower case"),
    Setting("GOLDENTHREAD_DEBUG", "", "anything but empty: show where an internal error happened"),
)


NUMBERS = ("RATE", "DEADLINE", "WRITE_DEADLINE", "LARGEST", "READING", "LANGUAGE_MODEL_SECONDS")
SECRET = ("STORE_KEY", "STORE_PASSWORD", "KEY", "READ_KEY", "LANGUAGE_MODEL_KEY")
PREFIX = "GOLDENTHREAD_"
_LOGIN = re.compile(r"^(https?://)[^/@]*@")
"""A user and password in an address."""


def from_file() -> dict[str, str]:
    """The settings of the file that GOLDENTHREAD_CONFIG names, or of ./goldenthread.toml where there is one.

    By the names of the variables. Raises UseError for a file that is not TOML, or a setting that there is not.
    """
    named = os.environ.get("GOLDENTHREAD_CONFIG", "")
    file = Path(named or "goldenthread.toml")
    if not named and not file.is_file():
        return {}
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UseError(f"{file}: {getattr(error, 'strerror', None) or error}") from error
    known = {s.name.removeprefix(PREFIX) for s in SETTINGS} - {"CONFIG"}
    found = {}
    for name, value in given.items():
        if name.upper() not in known:
            near = get_close_matches(name.upper(), known, 1)
            raise UseError(f"{file}: {name} is no setting" + (f"; there is {near[0].lower()}" if near else ""))
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise UseError(f"{file}: {name} is a text or a number, not {value!r}")
        found[PREFIX + name.upper()] = str(value)
    return found


def check(values: Mapping[str, str]) -> None:
    """Raise UseError where a value of a setting will not do."""
    for name in NUMBERS:
        value = values.get(PREFIX + name, "")
        if value and not (_is_number(value) and (float(value) > 0 or (name == "RATE" and float(value) == 0))):
            raise UseError(f"{PREFIX}{name}: {value!r} is not a number that will do; give one above 0")
    model = values.get("GOLDENTHREAD_LANGUAGE_MODEL", "")
    if model and not model.startswith(("http://", "https://")):
        raise UseError(f"GOLDENTHREAD_LANGUAGE_MODEL: {model!r}; give an address like http://127.0.0.1:11434/v1")
    if model and not values.get("GOLDENTHREAD_LANGUAGE_MODEL_NAME"):
        raise UseError(f"GOLDENTHREAD_LANGUAGE_MODEL_NAME is not set: which model of {model} is to be asked?")
    path = values.get("GOLDENTHREAD_ROOT", "")
    if path and not re.fullmatch(r"(/[\w.~-]+)+", path, re.ASCII):
        raise UseError(f"GOLDENTHREAD_ROOT: {path!r}; give a path like /plans")
    level = values.get("GOLDENTHREAD_LOG", "")
    if level and level.lower() not in ("debug", "info", "warning", "error"):
        raise UseError(f"GOLDENTHREAD_LOG: {level!r}; give debug, info, warning or error")


def _is_number(text: str) -> bool:
    try:
        return float(text) < float("inf")
    except ValueError:
        return False


def use_file() -> None:
    """Have the settings of the file hold where the environment says nothing. Raises UseError where any will not do."""
    for name, value in from_file().items():
        if name not in os.environ:
            os.environ[name] = value
            _of_file.add(name)
    check(os.environ)


_of_file: set[str] = set()


@dataclass(frozen=True, slots=True)
class Held:
    """A setting as it holds: its value (of a secret only that there is one), and where it comes from."""

    name: str
    value: str
    source: str


def held_settings() -> tuple[Held, ...]:
    """All settings as they hold."""
    found = []
    for setting in SETTINGS:
        value = os.environ.get(setting.name, "")
        source = ("file" if setting.name in _of_file else "environment") if value else "default"
        secret = setting.name.removeprefix(PREFIX) in SECRET
        shown = "(set)" if secret else _LOGIN.sub(r"\1", value)
        found.append(Held(setting.name, shown if value else setting.default, source))
    return tuple(found)


def log_level() -> str:
    """From which gravity on the service logs (GOLDENTHREAD_LOG); "warning" where unset."""
    return os.environ.get("GOLDENTHREAD_LOG") or "warning"


def log_questions() -> bool:
    """Whether what is asked is logged (GOLDENTHREAD_LOG_QUESTIONS)."""
    return bool(os.environ.get("GOLDENTHREAD_LOG_QUESTIONS"))


def root() -> str:
    """The path at which a proxy has the service (GOLDENTHREAD_ROOT); "" for the root of its host."""
    return os.environ.get("GOLDENTHREAD_ROOT", "")


def default_store() -> str:
    """The store used when none is named: GOLDENTHREAD_STORE, or "goldenthread-store" in the current folder."""
    return os.environ.get("GOLDENTHREAD_STORE") or DEFAULT_STORE


def deadline() -> float:
    """Seconds that one SPARQL query may take (GOLDENTHREAD_DEADLINE); 20 where unset or not a positive number."""
    return _positive("GOLDENTHREAD_DEADLINE", 20.0)


def ask_deadline() -> float:
    """Seconds that a question by HTTP may take (GOLDENTHREAD_ASK_DEADLINE); 60 where unset or not a positive number."""
    return _positive("GOLDENTHREAD_ASK_DEADLINE", 60.0)


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


def language_model() -> tuple[str, str, str, float] | None:
    """The language model to ask: its address, its name, its key and its seconds; None where none is set."""
    address, name, key = (os.environ.get(f"GOLDENTHREAD_LANGUAGE_MODEL{end}", "") for end in ("", "_NAME", "_KEY"))
    return (address, name, key, _positive("GOLDENTHREAD_LANGUAGE_MODEL_SECONDS", 20.0)) if address else None


def debugging() -> bool:
    """Whether internal errors are shown with their trace (GOLDENTHREAD_DEBUG)."""
    return bool(os.environ.get("GOLDENTHREAD_DEBUG"))
