"""The worklist's questions: which rows, in which order, how many of each attention. sqlite3 only, plain columns.

A worklist is its attention classes one after the other; each class is one range of an index (ix_milestone_work), so
the first window costs the same at thirty rows and at a million. `handles` names the rows, rows.py reads them.
What looks for words (find.py, search.py, grams.py) is imported with the first word: the screen's first rows need none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from store import ordering, rules
from store.rows import Row, stream

if TYPE_CHECKING:
    from store.grams import Grams

# Fields that a date bound of a query can speak of are columns of the milestone.
_WAITING: Final = "awaiting_plan"


class Query(NamedTuple):
    """Which rows, and in which order. Empty parts ask for nothing.

    `text` holds words that must all be found, `without` words of which none may be.
    `officer` "" asks for rows without one. `reported_from`, `reported_to` bound the day on which a claim reached the
    office. `check_to`: rows whose next check is due by that day. `under` is a key: only rows below it. `keys`: only
    these rows. `week` names classes of the week's changes; whoever asks turns them into `keys` first
    (exports.changed), nothing here looks at it. `sort` is "" for triage order or a name of ROW_FIELDS; empty values
    come last either way.
    """

    attentions: tuple[rules.Attention, ...] = ()
    entities: tuple[str, ...] = ()
    officer: str | None = None
    text: str = ""
    without: str = ""
    due_from: date | None = None
    due_to: date | None = None
    reported_from: date | None = None
    reported_to: date | None = None
    check_to: date | None = None
    under: str | None = None
    keys: tuple[str, ...] | None = None
    week: tuple[str, ...] = ()
    sort: str = ""
    descending: bool = False
    soon_days: int = rules.DUE_SOON_DAYS

    @property
    def told(self) -> bool:
        """Whether words are looked for."""
        return bool(self.text.strip() or self.without.strip())


ALL: Final = Query()
_Sql = tuple[str, list[object]]


def handles(
    connection: sqlite3.Connection,
    query: Query,
    as_of: date,
    *,
    limit: int | None = None,
    reverse: bool = False,
    grams: Grams | None = None,
    partly: Callable[[list[int]], None] | None = None,
) -> Iterator[int]:
    """The rows' handles in worklist order, or with `reverse` from its end; at most `limit` of them.

    `grams` of the store that the connection reads make a search for rare words quick. `partly` is called at most twice
    while words are looked for, with the first handles of the answer, where the rest will take longer.
    """
    classes = [name for name in rules.ATTENTIONS if not query.attentions or name in query.attentions]
    if query.sort:
        found = _run(connection, _sorted(connection, query, as_of, reverse))
    elif query.told:
        found = _holding(connection, query, classes, as_of, None if reverse else limit, grams, partly)
        found = reversed([*found]) if reverse else found
    else:
        found = chain.from_iterable(
            _run(connection, _segment(connection, query, name, as_of, reverse=reverse, limit=limit))
            for name in (reversed(classes) if reverse else classes)
        )
    return found if limit is None else islice(found, limit)


def select(connection: sqlite3.Connection, query: Query, as_of: date) -> Iterator[Row]:
    """The rows themselves in worklist order, streamed."""
    return stream(connection, handles(connection, query, as_of), as_of, query.soon_days)


def counts(connection: sqlite3.Connection, as_of: date, query: Query = ALL) -> dict[rules.Attention, int]:
    """How many rows each attention class has; all eight are named. The query's own attentions do not narrow it."""
    found: dict[rules.Attention, int] = {}
    for name in rules.ATTENTIONS:
        sql, values = _segment(connection, query._replace(attentions=()), name, as_of, order=False)
        (found[name],) = connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()
    return found


def by_entity(connection: sqlite3.Connection, as_of: date, query: Query = ALL) -> dict[str, dict[rules.Attention, int]]:
    """The same for each entity that has rows: entity key to attention to count."""
    found: dict[str, dict[rules.Attention, int]] = {}
    for name in rules.ATTENTIONS:
        sql, values = _segment(connection, query._replace(attentions=()), name, as_of, order=False, column="entity_key")
        for key, count in connection.execute(f"SELECT entity_key, count(*) FROM ({sql}) GROUP BY 1", values):
            found.setdefault(key, dict.fromkeys(rules.ATTENTIONS, 0))[name] = count
    return found


def officers(connection: sqlite3.Connection) -> list[str]:
    """Every officer in charge of something, by name. One index step a name, however many rows there are."""
    found: list[str] = []
    last = ""
    while (
        row := connection.execute(
            "SELECT min(officer) FROM milestone WHERE officer IS NOT NULL AND officer > ?", (last,)
        ).fetchone()
    ) and row[0] is not None:
        last = row[0]
        found.append(last)
    others = connection.execute(
        "SELECT officer FROM item WHERE officer IS NOT NULL UNION SELECT officer FROM guidance "
        "WHERE officer IS NOT NULL UNION SELECT officer FROM entity WHERE officer IS NOT NULL"
    )
    return sorted({*found, *(name for (name,) in others)})


# --- one class of attention ----------------------------------------------------------------------------------------


def _segment(
    connection: sqlite3.Connection,
    query: Query,
    attention: rules.Attention,
    as_of: date,
    *,
    order: bool = True,
    reverse: bool = False,
    limit: int | None = None,
    column: str = "handle",
    more: str = "",
) -> _Sql:
    """The query for one class, in order: SQL with its values, giving one column and what `more` adds."""
    build = _waiting if attention == _WAITING else _milestones
    sql, values = build(connection, query, attention, as_of, order, reverse, column + more)
    return (sql if limit is None else f"{sql} LIMIT {limit}"), values


def _milestones(
    connection: sqlite3.Connection,
    query: Query,
    attention: rules.Attention,
    as_of: date,
    order: bool,
    reverse: bool,
    column: str,
) -> _Sql:
    rule = next(rule for rule in rules.RULES if rule.attention == attention)
    lane = {"unverified": 1, "closed": 2}.get(attention, 0)
    # The generated lane_on is the due date inside lane 0 and the day of the claim inside lane 1: the index holds it.
    # What was returned has an index of its own, which holds the officer: a plus keeps SQLite from the officers' index.
    day = {0: "due_on", 1: "reported_on"}.get(lane)
    spelled = {"officer": "+officer"} if attention == "returned" else {day: "lane_on"} if day else {}
    where = [rules.sql(rule.test, as_of, query.soon_days, spelled)]
    if attention != "returned":
        where.append(f"lane = {lane}")
    if lane == 2:
        # True of every closed row; said so that the index's order is the worklist's.
        where.append("lane_on IS NULL")
    more, values = _narrow(connection, query, spelled)
    by_day = lane != 2 and attention not in ("returned", "undated")
    turned = "DESC" if reverse else "ASC"
    steps = [f"lane_on {turned} NULLS {'FIRST' if reverse else 'LAST'}"] if by_day else []
    steps += [f"persons {'ASC' if reverse else 'DESC'}", f"key {turned}"]
    ordered = f" ORDER BY {', '.join(steps)}" if order else ""
    named = column.replace("handle", "id * 4 AS handle", 1) if column.startswith("handle") else column
    return f"SELECT {named} FROM milestone WHERE {' AND '.join(where + more)}{ordered}", values


def _holding(
    connection: sqlite3.Connection,
    query: Query,
    classes: list[rules.Attention],
    as_of: date,
    limit: int | None,
    grams: Grams | None,
    partly: Callable[[list[int]], None] | None,
) -> Iterator[int]:
    """The rows that hold the query's words, in triage order; see find.py."""
    from store import find
    from store.grams import COLUMNS, rows_in
    from store.search import words

    known = () if grams is None or not query.text.strip() else grams.known(connection, query.text) or ()
    plain = query._replace(text="", without="", attentions=())
    told = partial(words, connection, query.text, COLUMNS, without=query.without, known=known)
    # Common words, for all that is known: the first rows are near, and headings are looked at as the walk comes by.
    by_row = limit is not None and all(rows_in(word.spans) > find.FAR for word in known)
    held_by = told(by_row=by_row)
    spans = find.narrowed(connection, known, held_by.above) if known and not by_row else None
    if limit is not None and (spans is None or rows_in(spans) > find.FAR):

        def walk(name: rules.Attention) -> _Sql:
            if name == _WAITING:
                sql, values = _segment(connection, query, name, as_of)
                return f"SELECT handle, 1 FROM ({sql})", values
            sql, values = _segment(connection, plain, name, as_of, limit=find.FAR, more=f", {held_by.sql} AS hit")
            return sql, [*held_by.values, *values]

        first, whole = find.walked(connection, [partial(walk, name) for name in classes], limit, partly)
        if whole:
            yield from first
            return
        if first and partly is not None:
            partly(first)
        if by_row:
            held_by = told()
            spans = find.narrowed(connection, known, held_by.above) if known else None
    tests = {
        rule.attention: rule.test for rule in rules.RULES if rule.kind == "milestone" and rule.attention in classes
    }
    ranks = " ".join(f"WHEN {rules.sql(tests[name], as_of, query.soon_days)} THEN {rules.RANK[name]}" for name in tests)
    held: list[find.Found] = []
    if tests:
        where, values = _narrow(connection, plain)
        held = find.scanned(
            connection,
            f"SELECT rank, CASE rank WHEN {rules.RANK['returned']} THEN '' ELSE coalesce(lane_on, '{find.LAST}') END, "
            f"-persons, key, id * 4 FROM (SELECT CASE {ranks} END AS rank, lane_on, persons, key, id FROM milestone "
            f"WHERE {' AND '.join([*where, held_by.sql])} AND id > ? AND id <= ?) WHERE rank IS NOT NULL",
            [*values, *held_by.values],
            spans,
        )
    waiting = rules.RANK[_WAITING]
    yield from (handle for rank, _, _, _, handle in held if rank < waiting)
    if _WAITING in classes:
        yield from _run(connection, _segment(connection, query, _WAITING, as_of))
    yield from (handle for rank, _, _, _, handle in held if rank > waiting)


def _narrow(
    connection: sqlite3.Connection, query: Query, spelled: Mapping[str, str] | None = None
) -> tuple[list[str], list[object]]:
    where, values = [], list[object]()
    officer, due_on, reported_on = ((spelled or {}).get(name, name) for name in ("officer", "due_on", "reported_on"))
    if query.entities:
        where.append(f"entity_key IN ({', '.join('?' * len(query.entities))})")
        values += query.entities
    if query.officer is not None:
        where.append(f"{officer} = ?" if query.officer else f"{officer} IS NULL")
        values += [query.officer] if query.officer else []
    for bound, test in (
        (query.due_from, f"{due_on} >= ?"), (query.due_to, f"{due_on} <= ?"),
        (query.reported_from, f"{reported_on} >= ?"), (query.reported_to, f"{reported_on} <= ?"),
        (query.check_to, "next_check_on <= ?"),
    ):  # fmt: skip
        if bound is not None:
            where.append(test)
            values.append(bound.isoformat())
    if query.under is not None:
        where.append("key > ? AND key < ?")
        values += [f"{query.under}/", f"{query.under}0"]
    if query.keys is not None:
        import json

        where.append("key IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(query.keys))
    if query.told:
        from store.grams import COLUMNS
        from store.search import words

        sql, more, _ = words(connection, query.text, COLUMNS, without=query.without)
        where.append(sql)
        values += more
    return where, values


def _waiting(
    connection: sqlite3.Connection,
    query: Query,
    attention: rules.Attention,
    as_of: date,
    order: bool,
    reverse: bool,
    column: str,
) -> _Sql:
    """Items and acts of guidance that await a plan: longest first, then most persons affected, then key."""
    tests = {rule.kind: rule.test for rule in rules.RULES if rule.attention == attention}
    parts, values = [], list[object]()
    for kind, source in (
        ("item", "item i JOIN guidance g ON g.key = i.guidance_key"),
        ("guidance", "guidance i JOIN guidance g ON g.id = i.id"),
    ):
        spelled = {name: f"i.{name}" for name in ("guided", "measures", "reports", "report_due_on")}
        where = [rules.sql(tests["item" if kind == "item" else "guidance"], as_of, query.soon_days, spelled)]
        place = 1 if kind == "item" else 2
        parts.append(
            f"SELECT i.id * 4 + {place} AS handle, coalesce(g.report_due_on, g.given_on) AS since, "
            "g.persons AS persons, i.key AS key, g.entity_key AS entity_key, i.officer AS officer, i.text AS text, "
            "i.note AS note, i.next_check_on AS next_check_on, "
            f"{'i.heading' if kind == 'item' else 'i.law'} AS heading, "
            f"{'NULL' if kind == 'item' else 'i.report_due_on'} AS due_on, NULL AS reported_on "
            f"FROM {source} WHERE {' AND '.join(where)}"
        )
    where, values = _narrow_waiting(connection, query)
    turned = "DESC" if reverse else "ASC"
    ordered = f" ORDER BY since {turned}, persons {'ASC' if reverse else 'DESC'}, key {turned}" if order else ""
    return (
        f"SELECT {column} FROM ({' UNION ALL '.join(parts)}) WHERE {' AND '.join(['1', *where])}{ordered}",
        values,
    )


def _narrow_waiting(connection: sqlite3.Connection, query: Query) -> tuple[list[str], list[object]]:
    where, values = _narrow(connection, query._replace(text="", without=""))
    if query.told:
        from store.search import words

        sql, more, _ = words(
            connection, query.text, ("text", "heading", "note", "officer", "key"), without=query.without
        )
        where.append(sql)
        values += more
    return where, values


def _sorted(connection: sqlite3.Connection, query: Query, as_of: date, reverse: bool) -> _Sql:
    """All rows of the query by one column, empty values last, equals in triage order."""
    parts, values = [], list[object]()
    for rank, name in enumerate(rules.ATTENTIONS):
        if query.attentions and name not in query.attentions:
            continue
        plain = query._replace(sort="", attentions=())
        sql, more = _segment(connection, plain, name, as_of, order=False)
        parts.append(f"SELECT handle, {rank} AS rank FROM ({sql})")
        values += more
    return ordering.ordered(" UNION ALL ".join(parts), query.sort, as_of, query.descending, reverse), values


def _run(connection: sqlite3.Connection, sql: _Sql) -> Iterator[int]:
    for (handle,) in connection.execute(*sql):
        yield handle
