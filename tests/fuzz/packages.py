"""Office packages changed within: their XML, not the zip around it, which nearly any changed byte would end."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

_SAID = re.compile(r">([^<>]+)<")
_NUMBER = re.compile(r'(?<=")\d+(?=")')
_ELEMENT = re.compile(r"<([\w:]+)(?: [^<>]*)?>(?:(?!<\1[ >]).)*?</\1>", re.DOTALL)
_NUMBERS = ("0", "-1", "1", "7", "255", "65536", "2147483648", "99999999999999999999", "", "x")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_package(data: bytes) -> bool:
    """Whether the bytes are a zipped package."""
    return data.startswith(b"PK")


def repacked(data: bytes, rng: random.Random, worked: Callable[[str], str]) -> bytes:
    """The package with one or two of its parts changed; `worked` changes a text that it prints."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as made:
        parts = package.namelist()
        telling = [part for part in parts if re.search(r"document\.xml$|sheet\d*\.xml$|sharedStrings", part)]
        chosen = {rng.choice(telling), rng.choice(parts if rng.random() < 0.3 else telling)}
        for part in parts:
            said = package.read(part)
            if part in chosen:
                said = _changed(said.decode("utf-8", "replace"), rng, worked).encode("utf-8", "replace")
            made.writestr(zipfile.ZipInfo(part), said)  # without the time: a seed is always the same document
    return out.getvalue()


def _changed(xml: str, rng: random.Random, worked: Callable[[str], str]) -> str:
    for _step in range(rng.randrange(1, 6)):
        what = rng.randrange(5)
        if what < 2:
            xml = _one(_SAID, xml, rng, lambda found: f">{_printable(worked(found[1]))}<")
        elif what == 2:
            xml = _one(_NUMBER, xml, rng, lambda _: rng.choice(_NUMBERS))
        elif what == 3:  # an element again and again, or within itself
            times = int(200 ** rng.random())
            xml = _one(_ELEMENT, xml, rng, lambda found, n=times: found[0] * n)  # type: ignore[misc]
        else:
            xml = _one(_ELEMENT, xml, rng, lambda _: "")
    return xml


def _one(pattern: re.Pattern[str], xml: str, rng: random.Random, made: Callable[[re.Match[str]], str]) -> str:
    """One of the places of a pattern, changed."""
    at = rng.randrange(len(xml) + 1)
    found = pattern.search(xml, at) or pattern.search(xml)
    return xml if found is None else xml[: found.start()] + made(found) + xml[found.end() :]


def _printable(text: str) -> str:
    return escape(_NOT_IN_XML.sub(" ", text))
