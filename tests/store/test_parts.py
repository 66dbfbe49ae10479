"""Values a few hundred at a time."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from store.parts import SIZE, parts


@given(st.lists(st.integers(), max_size=40), st.integers(1, 9))
def test_every_value_comes_once_and_in_order(values: list[int], size: int) -> None:
    found = list(parts(values, size))
    assert [value for part in found for value in part] == values
    assert all(len(part) == size for part in found[:-1])
    assert all(found)


def test_no_more_is_read_than_is_asked_for() -> None:
    read: list[int] = []

    def source() -> Iterator[int]:
        for value in range(3 * SIZE):
            read.append(value)
            yield value

    first = next(parts(source()))
    assert (len(first), len(read)) == (SIZE, SIZE)
