"""The order of a worklist, known from both ends, over rows made up for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from store.queries import Query
from store.rows import Row
from tui.listing import WINDOW, Listing, Rows

ROW = Row(
    key="", entity="e", entity_name="川崎市", case="c", guidance_on=date(2023, 9, 20), item="1", item_heading=None,
    measure=None, text="約束", status="planned", attention="overdue", due_on=None, due_text=None, due_approx=False,
    due_inferred=False, original_due_on=None, revisions=0, days_overdue=None, reported_on=None, days_unverified=None,
    verified_on=None, verified_by=None, evidence=None, quantity=None, quantity_done=None, unit=None, recurrence=None,
    officer=None, next_check_on=None, note=None, source=None, kind="milestone", handle=0, persons=0, measure_key=None,
    done_on=None,
)  # fmt: skip

Partly = Callable[[list[int]], None] | None


class Made:
    """A source of `count` rows whose handles are 0, 4, 8 …; it counts what it is asked for."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.read = 0
        self.batch = 1

    def version(self) -> int:
        return self.batch

    def handles(
        self, query: Query, limit: int | None = None, reverse: bool = False, partly: Partly = None
    ) -> Iterator[int]:
        order = range(self.count - 1, -1, -1) if reverse else range(self.count)
        return islice((place * 4 for place in order), limit)

    def rows(self, handles: Sequence[int]) -> list[Row]:
        self.read += len(handles)
        return [ROW._replace(handle=handle, key=f"k{handle}") for handle in handles]

    def total(self, query: Query) -> int:
        return self.count


@given(st.integers(0, 300), st.integers(1, 200))
def test_every_place_has_its_handle_once_it_is_known(count: int, limit: int) -> None:
    made = Made(count)
    listing = Listing(Query(), Rows())
    listing.begin(made, limit)
    assert len(listing) == min(count, limit)
    listing.end(made)
    assert len(listing) == count
    known = [listing.handle(place) for place in range(count)]
    assert all(handle in (None, place * 4) for place, handle in enumerate(known))
    assert known[-WINDOW:] == [place * 4 for place in range(count)][-WINDOW:]
    listing.fill(made)
    assert listing.complete
    assert [listing.handle(place) for place in range(count)] == [place * 4 for place in range(count)]
    assert all(listing.index(place * 4) == place for place in range(count))
    assert listing.index(2) is None


def test_only_windows_are_read() -> None:
    made = Made(1_000_000)
    listing = Listing(Query(), Rows())
    listing.begin(made)
    listing.end(made)
    assert made.read <= 2 * WINDOW
    assert listing.wanted(500_000, 500_040) == []
    assert listing.handle(500_000) is None
    listing.fill(made)
    assert listing.wanted(500_000, 500_002) == [2_000_000, 2_000_004]
    assert listing.index(3_999_996) == 999_999


def test_a_dropped_listing_stops() -> None:
    made = Made(100_000)
    listing = Listing(Query(), Rows())
    listing.begin(made)
    listing.dropped = True
    listing.fill(made)
    assert not listing.complete
    assert len(listing) == WINDOW


def test_an_order_that_was_left_goes_on_where_it_stood() -> None:
    made = Made(100_000)
    left = Listing(Query(), Rows())
    assert not left.begun
    left.begin(made)
    left.end(made)
    left.dropped = True
    other = left.again()
    assert (other.begun, len(other), other.began) == (True, 100_000, left.began)
    assert [other.handle(place) for place in (0, WINDOW, 99_999)] == [0, None, 399_996]
    assert other.rows is left.rows
    other.fill(made)
    assert (other.complete, left.complete, len(left.head)) == (True, False, WINDOW)
    made.batch = 2
    again = left.again()
    again.fill(made)
    assert not again.complete


def test_rows_forget_the_oldest() -> None:
    rows = Rows(kept=3)
    rows.put(ROW._replace(handle=handle) for handle in range(5))
    assert rows.missing(range(5)) == [0, 1]


def test_a_slow_search_tells_of_its_first_rows() -> None:
    class Slow(Made):
        def handles(
            self, query: Query, limit: int | None = None, reverse: bool = False, partly: Partly = None
        ) -> Iterator[int]:
            from time import sleep

            for handle in super().handles(query, limit, reverse):
                yield handle
                sleep(0.03)

    told: list[int] = []
    listing = Listing(Query(), Rows())
    listing.begin(Slow(8), progress=lambda: told.append(len(listing)))
    assert told
    assert 0 < told[0] < 8


def test_the_first_rows_of_a_slow_search_are_shown_and_stay_in_place() -> None:
    class Slow(Made):
        def handles(
            self, query: Query, limit: int | None = None, reverse: bool = False, partly: Partly = None
        ) -> Iterator[int]:
            assert partly is not None
            partly([0, 4])
            assert len(listing) == 2
            yield from super().handles(query, limit)

    told: list[tuple[list[int], bool]] = []
    listing = Listing(Query(text="語"), Rows())

    def progress() -> None:
        told.append((list(listing.head), all(listing.row(place) is not None for place in range(len(listing)))))

    listing.begin(Slow(5), progress=progress)
    assert told == [([0, 4], True)]
    assert (list(listing.head), listing.complete) == ([0, 4, 8, 12, 16], True)


def test_the_order_of_a_changed_store_is_not_mixed_into_the_old_one() -> None:
    made = Made(200)
    listing = Listing(Query(), Rows()).begin(made, 10)
    made.count, made.batch = 150, 2
    assert listing.end(made).total is None
    assert not listing.fill(made).complete
    assert list(listing.head) == [place * 4 for place in range(10)]
