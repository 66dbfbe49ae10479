"""The one exception for what a person can cause: a sentence that names the file, the place and the reason."""

from __future__ import annotations


class Problem(Exception):
    """Bad input, a bad file or a bad state, told in one sentence.

    `message` is the English sentence with `{named}` places, and is also the key under which tui finds the Japanese
    one; `values` fill the places. Nothing was written when one is raised. The front doors print it and exit with 2.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format_map(self.values)
