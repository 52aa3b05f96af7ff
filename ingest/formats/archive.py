"""Zipped packages (OOXML, OpenDocument), opened with limits: a small file must not become a large one in memory.

Parts are read whole or not at all; what breaks a limit, is locked or damaged is refused in one line. XML is parsed
without entities, document types and the network.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from urllib.parse import unquote

from lxml import etree

from ingest.formats.errors import UnreadableDocumentError

MOST_PARTS = 20_000
LARGEST_PART = 150_000_000
LARGEST_WHOLE = 400_000_000
STEEPEST = 400  # bytes out of one byte in; the XML of a workbook is pressed up to about a hundredfold
SMALL = 2_000_000  # below this no ratio matters
_STRICT = (  # the names of ISO/IEC 29500 Strict and those of every other file
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/", b"http://schemas.openxmlformats.org/spreadsheetml/2006/"),
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, struct.error)
_AGAIN = "save it again in the program that made it"


class Archive:
    """The parts of a zipped file by their names."""

    def __init__(self, name: str, data: bytes) -> None:
        """Open it; raises `UnreadableDocumentError` for what is no whole zip file, or one beyond the limits."""
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN:
            raise UnreadableDocumentError(name, "this is a zipped file that is cut short or damaged", _AGAIN) from None
        self._entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}
        self._check(entries)

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        whole = sum(entry.file_size for entry in entries)
        steep = any(e.file_size > max(SMALL, STEEPEST * e.compress_size) for e in entries)
        if len(entries) > MOST_PARTS or whole > LARGEST_WHOLE or steep:
            raise UnreadableDocumentError(
                self.name,
                f"unpacked it would be {len(entries)} parts of {whole / 1e6:.0f} MB, which is more than is opened",
                "give the document itself, without what is packed around it",
            )

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._entries)

    def size_of(self, folder: str) -> int:
        """How many bytes the parts in a folder are when unpacked."""
        return sum(entry.file_size for name, entry in self._entries.items() if name.startswith(folder))

    def read(self, part: str) -> bytes:
        """The bytes of a part; b"" where there is none of that name."""
        entry = self._entries.get(part)
        if entry is None:
            return b""
        if entry.flag_bits & 1:
            raise UnreadableDocumentError(self.name, "it is locked with a password", "save it without one")
        if entry.file_size > LARGEST_PART:
            problem = f"its part {part} would be {entry.file_size / 1e6:.0f} MB, which is more than is opened"
            raise UnreadableDocumentError(self.name, problem, "split the document")
        try:
            return self._zip.read(entry)
        except (*_BROKEN, RuntimeError):
            raise UnreadableDocumentError(self.name, f"its part {part} is damaged", _AGAIN) from None

    def xml(self, part: str) -> etree._Element | None:
        """The root of a part that is XML; None where there is no such part."""
        data = self.read(part)
        if not data.strip():
            return None
        data = _transitional(data)
        # A DTD has no place in a package, and is all that an XML bomb is made of.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise UnreadableDocumentError(self.name, f"its part {part} is no well-formed XML", _AGAIN) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableDocumentError(self.name, f"its part {part} declares entities, which is refused", _AGAIN)
        return root

    def transitional(self) -> bytes | None:
        """A Strict package in the names of every other file, for libraries that know only those; else None."""
        if not any(b"http://purl.oclc.org/ooxml/" in self.read(part) for part in ("_rels/.rels", "xl/workbook.xml")):
            return None
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
            for part in self._entries:
                data = self.read(part)
                copy.writestr(part, _transitional(data) if part.endswith((".xml", ".rels")) else data)
        return out.getvalue()

    def related(self, part: str) -> Mapping[str, tuple[str, str]]:
        """The relationships of a part (Open Packaging Conventions): id -> last word of its type, and the part meant.

        For what lies outside of the package the address is given as it stands.
        """
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in root.iterchildren("*") if root is not None else ():
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found


def _transitional(data: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    return data
