"""From a piece of source with HTML or Markdown in it to clean text.

Paragraphs and line breaks become newlines, list items lines that begin with "• "; tags, emphasis, entities and
characters that print nothing are gone. Any string in, a string out; the time is linear in its length.
"""

from __future__ import annotations

import html
import re

BULLET = "• "
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+(?:[:-][\w:-]{1,40})?)((?:\s[^<>]*|/)?)>")
_COMMENT = re.compile(r"<!--[^<>]{0,10000}?-->|<![a-zA-Z][^<>]*>")
_BREAKING = re.compile(r"p|div|br|tr|td|th|table|ul|ol|dl|dt|dd|h[1-6]|section|article|blockquote|pre|hr|caption")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f\u0080-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_BULLETS = re.compile("[•○●▪◦‣►➤➢✓❖\uf0a7\uf0b7\uf0d8]")
_TICK = re.compile("[●▪►✓]")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*(?![\w*])")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\s]{0,1000}(?:\s\"[^\"\n]*\")?\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|$<>])")


def clean(raw: str) -> str:
    """The text of a piece of source, white space folded within each line, empty lines left out.

    >>> clean("<p><b>Roll out</b> the scheme</p> <ul><li>train staff</li></ul>")
    'Roll out the scheme\\n• train staff'
    """
    text = raw
    if "<" in text:
        text = _TAG.sub(_tag, _COMMENT.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    text = _INVISIBLE.sub("", text.replace("\u00a0", " "))
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if _TICK.fullmatch(text.strip()):
        return text.strip()  # alone in a cell it is no bullet, it ticks the column
    text = _BULLETS.sub("\n" + BULLET, text)
    return "\n".join(_lines(text))


def _tag(match: re.Match[str]) -> str:
    closing, name = match[1], match[2].lower()
    if name == "li":
        return "\n" if closing else "\n• "
    if _BREAKING.fullmatch(name):
        return "\n"
    if ":" in name or "-" in name:  # elements of office programs and of a page's own making
        return ""
    return "" if _INLINE.fullmatch(name) else " " if _SPACED.fullmatch(name) else match[0]


_INLINE = re.compile(r"a|abbr|b|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|tt|u")
_SPACED = re.compile(
    r"article|aside|body|button|center|col|colgroup|details|figure|figcaption|footer|form|head|header|html|img|input|label"
    r"|link|main|meta|nav|noscript|option|script|select|source|style|summary|svg|tbody|textarea|tfoot|thead|time|title|video"
)


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    pending = False
    for piece in text.split("\n"):
        line = " ".join(piece.split())
        bullet = pending
        while line.startswith(("•", "· ")):
            bullet, line = True, line[1:].lstrip()
        pending = bullet and not line
        if line:
            lines.append(BULLET + line if bullet else line)
    return lines


def one_line(raw: str) -> str:
    """The clean text in a single line."""
    return " ".join(clean(raw).split())


def is_bold(raw: str) -> bool:
    """Whether the whole piece is set in bold.

    >>> is_bold("<p><b>People</b></p>"), is_bold("**one** and **two**")
    (True, False)
    """
    text = raw.strip()
    if text[:3].lower() == "<p>":
        text = text[3:].removesuffix("</p>").strip()
    for start, end in (("**", "**"), ("<b>", "</b>"), ("<strong>", "</strong>")):
        if len(text) > len(start) + len(end) and text.startswith(start) and text.endswith(end):
            return end not in text[len(start) : -len(end)]
    return False
