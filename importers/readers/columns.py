"""Tables without rules: lines whose pieces stand in columns with white between them.

Works on printed lines cut into pieces at wide blanks; the unit of x may be points or half-width columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importers.readers.signs import is_alone
from importers.readers.wrap import Line, runs_on

Pieces = Sequence[Line]
_WHITE = 0.4
"""The least white between two columns, in ems."""
_LONG = 40


@dataclass(slots=True)
class Region:
    """A table of the lines from `start` to before `end`; `rows[r][c]` are the printed lines of one cell."""

    start: int
    end: int
    rows: list[list[list[Line]]]
    rights: list[float | None]
    """For each column the edge at which its lines turn, None where none does."""


def find_regions(lines: Sequence[Pieces], right: float | None) -> Iterator[Region]:
    """The tables among the lines, top to bottom. `right` is the edge of the running text."""
    start = 0
    while start < len(lines):
        if len(lines[start]) < 2:
            start += 1
            continue
        end, spans = _run(lines, start)
        region = _region(lines, start, end, spans, right)
        if region is not None:
            yield region
            start = region.end
        else:
            # A long run that is no table is none from its second line on either.
            start = end if end - start > _LONG else start + 1


def _run(lines: Sequence[Pieces], start: int) -> tuple[int, list[tuple[float, float]]]:
    """Lines from `start` to before the answer, as long as white runs down between their pieces; and the columns."""
    spans = [(piece.x0, piece.x1) for piece in lines[start]]
    end = start + 1
    while end < len(lines) and lines[end][0].gap < 2.5 and lines[end][0].page == lines[start][0].page:
        wider = _absorb(spans, lines[end])
        if wider is None or _set_off(lines, start, end):
            break
        spans, end = wider, end + 1
    return end, spans


def _region(
    lines: Sequence[Pieces], start: int, end: int, spans: list[tuple[float, float]], right: float | None
) -> Region | None:
    """The table of a run of lines, or None if it is none."""
    end = _without_tail(lines, start, end, spans)
    spans = [(piece.x0, piece.x1) for piece in lines[start]]
    for line in lines[start + 1 : end]:
        spans = _absorb(spans, line) or spans
    columnar = sum(len(line) > 1 for line in lines[start:end])
    if columnar < 2 or len(spans) < 2:
        return None
    placed = [_place(line, spans) for line in lines[start:end]]
    if len(spans) == 2 and all(is_alone(cells[0].text) for cells in placed if 0 in cells):
        return None  # Numbers or signs before their entries.
    rights = _rights(placed, spans, right)
    rows = _rows(placed, len(spans), rights)
    return Region(start, end, rows, rights) if len(rows) > 1 else None


def _set_off(lines: Sequence[Pieces], start: int, end: int) -> bool:
    """Whether white parts a line from the table above it, of which no row is so parted, and it stands otherwise."""
    if lines[end][0].gap <= 0.6 or end - start < 2 or any(line[0].gap > 0.3 for line in lines[start + 1 : end]):
        return False
    edges = {round(piece.x0 / piece.em) for line in lines[start:end] for piece in line}
    return len(lines[end]) < 2 or not all(round(piece.x0 / piece.em) in edges for piece in lines[end])


def _absorb(spans: Sequence[tuple[float, float]], line: Pieces) -> list[tuple[float, float]] | None:
    """The columns widened by the line's pieces, or None where a piece lies across the white between two of them."""
    grown = list(spans)
    added: list[tuple[float, float]] = []
    taken: set[int] = set()
    for piece in line:
        white = _WHITE * piece.em
        touched = [i for i, (low, high) in enumerate(grown) if piece.x0 < high + white and piece.x1 > low - white]
        if len(touched) > 1 or taken.intersection(touched):
            return None
        taken.update(touched)
        if touched:
            low, high = grown[touched[0]]
            grown[touched[0]] = min(low, piece.x0), max(high, piece.x1)
        else:
            added.append((piece.x0, piece.x1))
    return sorted(grown + added)


def _without_tail(lines: Sequence[Pieces], start: int, end: int, spans: Sequence[tuple[float, float]]) -> int:
    """The end without the single pieces after the last full row that do not go on with one of its cells."""
    last = max(index for index in range(start, end) if len(lines[index]) > 1)
    kept = last + 1
    while kept < end:
        piece = lines[kept][0]
        column = next(iter(_place([piece], spans)), 0)
        above = _place(lines[kept - 1], spans).get(column)
        if piece.gap > 0.6 or above is None or (column == 0 and not runs_on(above, piece, spans[0][1], above)):
            break
        kept += 1
    return kept


def _place(line: Pieces, spans: Sequence[tuple[float, float]]) -> dict[int, Line]:
    """The line's pieces by column."""
    cells: dict[int, Line] = {}
    for piece in line:
        middle = (piece.x0 + piece.x1) / 2
        column = min(
            range(len(spans)),
            key=lambda i: max(spans[i][0] - middle, middle - spans[i][1], 0.0),
        )
        known = cells.get(column)
        if known is None:
            cells[column] = piece
        else:
            cells[column] = Line(
                f"{known.text}　{piece.text}", known.x0, piece.x1, known.em, known.gap, known.page, known.number
            )
    return cells


def _rights(
    placed: Sequence[dict[int, Line]], spans: Sequence[tuple[float, float]], right: float | None
) -> list[float | None]:
    """For each column its right edge, if its text comes so close to what is next that lines may have turned there."""
    rights: list[float | None] = []
    for column, (low, high) in enumerate(spans):
        em = next(cells[column].em for cells in placed if column in cells)
        limit = spans[column + 1][0] if column + 1 < len(spans) else right
        turns = limit is not None and high > limit - 3.5 * em and high - low > 4 * em
        rights.append(high if turns else None)
    return rights


def _rows(placed: Sequence[dict[int, Line]], width: int, rights: Sequence[float | None]) -> list[list[list[Line]]]:
    """Printed lines to rows: by the white between rows where there is more of it than inside them, else by sense."""
    gaps = [min(piece.gap for piece in cells.values()) for cells in placed[1:]]
    threshold = (min(gaps) + max(gaps)) / 2 if gaps and max(gaps) - min(gaps) > 0.15 else None
    if threshold is not None and not _gaps_part_rows(placed, gaps, threshold):
        threshold = None
    rows: list[list[list[Line]]] = []
    for index, cells in enumerate(placed):
        if not rows:
            new = True
        elif threshold is not None:
            new = gaps[index - 1] > threshold
        else:
            new = _opens_row(placed[index - 1], cells, rows[-1], rights)
        if new:
            rows.append([[] for _ in range(width)])
        for column, piece in cells.items():
            rows[-1][column].append(piece)
    return rows


def _gaps_part_rows(placed: Sequence[dict[int, Line]], gaps: Sequence[float], threshold: float) -> bool:
    """Whether wide gaps part rows: what follows them fills more than one column, what follows the others may not."""
    after_wide = [cells for cells, gap in zip(placed[1:], gaps, strict=True) if gap > threshold]
    after_narrow = [cells for cells, gap in zip(placed[1:], gaps, strict=True) if gap <= threshold]
    columnar = sum(len(cells) > 1 for cells in after_wide)
    complete = sum(0 in cells and len(cells) > 1 for cells in after_narrow)
    return columnar * 2 > len(after_wide) and complete * 2 <= len(after_narrow)


def _opens_row(
    above: dict[int, Line], cells: dict[int, Line], row: Sequence[Sequence[Line]], rights: Sequence[float | None]
) -> bool:
    """Whether a line begins a row: its pieces do not go on with the cells above them."""
    goes_on = {
        column: (edge := rights[column]) is not None
        and column in above
        and runs_on(above[column], piece, edge, row[column][0])
        for column, piece in cells.items()
        if row[column] or column == 0
    }
    if 0 in cells:
        # A wide first column that runs on is enough; in a narrow one it may look so by chance.
        wide = row[0] and row[0][0].x1 - row[0][0].x0 > 10 * row[0][0].em
        return not (goes_on.get(0, False) and (wide or all(goes_on.values())))
    if len(cells) > 1 and goes_on:
        return not any(goes_on.values())
    return False
