"""What a reading was unsure of, and a suggested sidecar by which a user could say it, every line of it a comment."""

from __future__ import annotations

from ingest.report import NOT_UNDERSTOOD, Header, Report

UNSURE = 0.8
"""The confidence below which what a header was taken for is worth a user's look."""


def unsure(report: Report) -> list[str]:
    """What reading a document was unsure of, a few words each; nothing where it was sure or found nothing to read."""
    if not any(report.found.values()) and not report.characters_of(NOT_UNDERSTOOD):
        return []
    missing = [what for what in ("title", "authority", "period") if not report.plan.get(what)]
    return [*missing, *(f"header {header.header!r} (line {header.line})" for header in _headers(report))]


def suggested_sidecar(report: Report) -> str:
    """The text of a sidecar that holds, as comments, what there is to be said."""
    known = report.plan
    lines = [
        f"# What you know of {report.name} and its print does not say. Take away the # of a line to have it read;",
        "# every key is described in docs/sidecar.md.",
        f"# authority: {_scalar(known.get('authority', ''))}"
        + ("" if known.get("authority") else "  # who published it"),
        f"# title: {_scalar(known.get('title', ''))}",
        f"# period: {_scalar(known.get('period', ''))}" + ("" if known.get("period") else "  # such as 2010-11"),
        '# revises: ""  # the file name of the edition before this one, where there is one',
    ]
    headers = _headers(report)
    if headers:
        lines.append("# headers:")
        for header in headers:
            taken = f"taken for this, {header.confidence:.0%} sure" if header.role else "not understood"
            lines.append(f"#   {_scalar(header.header)}: {header.role or 'context'}  # line {header.line}: {taken}")
    return "\n".join(lines) + "\n"


def _headers(report: Report) -> list[Header]:
    """The headers in doubt, each wording once."""
    doubtful = [h for h in report.headers if h.header and (not h.role or h.confidence < UNSURE)]
    return list({" ".join(h.header.split()).casefold(): h for h in reversed(doubtful)}.values())[::-1]


def _scalar(text: str) -> str:
    """A text as a double-quoted YAML scalar (YAML 1.2, section 7.3.1)."""
    folded = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    return '"' + folded.replace("\\", "\\\\").replace('"', '\\"') + '"'
