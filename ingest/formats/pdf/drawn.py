"""The lines, rectangles and pictures of a PDF page, as pdfium finds them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from ingest.formats.pdf.frame import IDENTITY, Frame, Matrix, moved, product
from ingest.formats.pdf.marks import Box, Rule

MOST_OBJECTS, MOST_SEGMENTS, _DEEPEST = 40_000, 2_000, 8
_THIN, _STRAIGHT, _SHORTEST = 3.0, 0.7, 0.4
_MOST_RULES = 20_000

Points = list[tuple[float, float]]


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page besides text: rules, the edges of shaded areas, dark areas, pictures."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    dark: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)


def drawn(page: Any, frame: Frame) -> Drawn:
    """The rules, dark areas and pictures of a page; a page of more than so many objects is read up to there."""
    found = Drawn()
    for at, (piece, kind, matrix) in enumerate(_objects(page)):
        if at >= MOST_OBJECTS or len(found.across) + len(found.down) >= _MOST_RULES:
            break
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            own = product(_matrix(piece), matrix)
            corners = [frame.point(*moved(own, x, y)) for x, y in ((0, 0), (1, 1), (0, 1), (1, 0))]
            box = _bounds(corners)
            found.images.append(box)
            _thin(box, found)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(piece, product(_matrix(piece), matrix), frame, found)
    return found


def _objects(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """The objects of a page and of the forms in it, each with the matrix that holds for it."""
    waiting: list[tuple[Any, int, bool, Matrix, int]] = [(page, pdfium.FPDFPage_CountObjects(page), False, IDENTITY, 0)]
    while waiting:
        holder, count, form, matrix, depth = waiting.pop()
        for index in range(min(count, MOST_OBJECTS)):
            get = pdfium.FPDFFormObj_GetObject if form else pdfium.FPDFPage_GetObject
            piece = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(piece)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = product(_matrix(piece), matrix)
                waiting.append((piece, pdfium.FPDFFormObj_CountObjects(piece), True, inner, depth + 1))
            yield piece, kind, matrix


def _matrix(piece: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(piece, ctypes.byref(found)):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _path(piece: Any, matrix: Matrix, frame: Frame, found: Drawn) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(piece, ctypes.byref(fill), ctypes.byref(stroke)):
        return
    stroked, filled = bool(stroke.value), bool(fill.value)
    if not stroked and not filled:
        return
    shade = _shade(piece) if filled else 1.0
    for points, closed in _subpaths(piece, matrix, frame):
        if filled and _is_box(points):
            box = _bounds(points)
            if not _thin(box, found) and shade < 0.99:
                found.dark.append(box)
                _edges(points, True, found)
                continue
        elif filled and shade < 0.9:
            found.dark.append(_bounds(points))
        if stroked:
            _edges(points, closed or filled, found)


def _shade(piece: Any) -> float:
    """How light a filled area is, 0 to 1; what is transparent or has no plain colour counts as white."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(piece, red, green, blue, alpha) or alpha.value < 8:
        return 1.0
    return min(red.value, green.value, blue.value) / 255


def _subpaths(piece: Any, matrix: Matrix, frame: Frame) -> Iterator[tuple[Points, bool]]:
    """The straight runs of a path; a run ends where a curve begins."""
    points: Points = []
    x, y = ctypes.c_float(), ctypes.c_float()
    curved = False
    for index in range(min(pdfium.FPDFPath_CountSegments(piece), MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(piece, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = frame.point(*moved(matrix, x.value, y.value))
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1 and not curved:
                yield points, False
            points, curved = [point], kind == pdfium.FPDF_SEGMENT_BEZIERTO
            continue
        points.append(point)
        curved = False
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield points, True
            points = []
    if len(points) > 1:
        yield points, False


def _is_box(points: Points) -> bool:
    """Whether the points are the corners of an upright rectangle, or of a line drawn as an area."""
    if not 3 <= len(points) <= 6:
        return False
    box = _bounds(points)
    return all(
        min(abs(x - box.x0), abs(x - box.x1)) <= _STRAIGHT and min(abs(y - box.y0), abs(y - box.y1)) <= _STRAIGHT
        for x, y in points
    )


def _bounds(points: Points) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(down), max(across), max(down))


def _thin(box: Box, found: Drawn) -> bool:
    """Enter a rectangle that is thin as a rule; whether it is one."""
    width, height = box.x1 - box.x0, box.y1 - box.y0
    if height <= _THIN and width > height:
        found.across.append(Rule((box.y0 + box.y1) / 2, box.x0, box.x1))
    elif width <= _THIN and height > width:
        found.down.append(Rule((box.x0 + box.x1) / 2, box.y0, box.y1))
    else:
        return min(width, height) <= _THIN
    return True


def _edges(points: Points, closed: bool, found: Drawn) -> None:
    ends = [*points, points[0]] if closed and len(points) > 2 else points
    for (ax, ay), (bx, by) in pairwise(ends):
        if abs(ay - by) <= _STRAIGHT and abs(ax - bx) > _SHORTEST:
            found.across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) <= _STRAIGHT and abs(ay - by) > _SHORTEST:
            found.down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
