"""Running the command line in the tests' own process: main() with its output, on a fixed day."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Run = Callable[..., "Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def csv(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out, newline="")))

    def refused(self, *parts: str) -> None:
        """It was refused with one sentence that names all of these, and nothing went to stdout."""
        assert self.code == 2, self
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        for part in parts:
            assert part in self.err, (part, self.err)
