"""Many values a few hundred at a time: as many as one statement may well name, and memory need not hold the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

T = TypeVar("T")
SIZE: Final = 500


def parts(values: Iterable[T], size: int = SIZE) -> Iterator[list[T]]:
    """The values in lists of at most `size`, read as they are asked for; none is empty."""
    left = iter(values)
    while part := list(islice(left, size)):
        yield part
