"""Fields that are typed in many ways and mean one thing: a number, a day, a set of names, a folder, a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from textual.suggester import Suggester

from store.problem import Problem
from tui import days, typed_days
from tui.i18n import _, lang
from tui.widgets.editors import Line, PathLine, Toggles
from tui.widgets.fields import Field


class NumberField(Field):
    """A whole number, in any digits. Empty is None."""

    def _value(self) -> int | None:
        stands = self.text.strip().replace(",", "").replace("，", "").replace("、", "")
        if not stands:
            return None
        try:
            return int(stands)
        except ValueError:
            raise Problem("{text} is no whole number.", text=self.text.strip()[:40]) from None


class DayField(Field):
    """One day, typed in any way that typed_days reads; the line under it shows what was understood.

    With `past` a day without a year is the last such day, not the next one. With `none` the word none may be typed.
    """

    def __init__(
        self,
        name: str,
        label: str,
        day: date | None,
        *,
        today: date,
        shown: str,
        past: bool = False,
        none: bool = False,
        required: bool = False,
        hint: str = "",
        check: Callable[[Any], None] | None = None,
        tell: Callable[[Any], str] | None = None,
    ) -> None:
        self._day = day
        self._today = today
        self._past = past
        self._none = none
        # Of a day to come: whether it was typed as approximate (頃, 目処), and its words where it was typed in words.
        self.approx = False
        self.words: str | None = None
        super().__init__(name, label, shown, required=required, hint=hint, check=check, tell=tell)

    def put_day(self, day: date | None, shown: str) -> None:
        """Another day, as if it had been there from the beginning."""
        self._day = day
        self.put(shown)
        self.say()

    @property
    def said_none(self) -> bool:
        """Whether it says in words that there is no day, and may."""
        return self._none and self.text.strip().casefold() in ("なし", "無し", "無", "none", "-", "－", "ー")

    def _value(self) -> date | None:
        self.approx, self.words = False, None
        if not self.dirty:
            return self._day
        if not self.text.strip() or self.said_none:
            return None
        if self._past:
            return typed_days.past(self.text, self._today)
        due = typed_days.due(self.text.strip(), self._today)
        self.approx, self.words = due.approx, due.text
        return due.on

    def told(self, value: Any) -> str:
        """The day in both calendars, the weekday, open or closed, how far off, and what the form adds."""
        if value is None:
            return _("no day") if self.said_none else ""
        from tui import daywords

        return " · ".join(part for part in (daywords.told(value, self._today), super().told(value)) if part)

    def given(self, value: Any) -> str:
        """The day in both calendars."""
        return f"{self.label}  {days.both(value, lang()) if isinstance(value, date) else value}"


class SetField(Field):
    """Some of a few names; the value is a tuple of them in their order."""

    def __init__(self, name: str, label: str, value: Sequence[str], names: Sequence[str], *, hint: str = "") -> None:
        self._names = tuple(names)
        super().__init__(name, label, " ".join(value), required=True, hint=hint)
        self.add_class("-set")

    def editor(self, value: str) -> Toggles:
        """Names to take or leave."""
        return Toggles(self._names, value)

    def _value(self) -> tuple[str, ...] | None:
        return tuple(self.text.split()) or None


class _Paths(Suggester):
    """Goes on typing a path: the first name in the folder that begins so."""

    def __init__(self, *, files: bool) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._files = files

    async def get_suggestion(self, value: str) -> str | None:
        """The path as far as it is certain, None where nothing begins so."""
        folder, slash, begun = value.rpartition("/")
        if not slash:
            return None
        try:
            where = Path(folder or "/").expanduser()
            found = sorted(
                entry.name + ("/" if entry.is_dir() else "")
                for entry in where.iterdir()
                if entry.name.startswith(begun)
                and (begun or not entry.name.startswith("."))
                and (self._files or entry.is_dir())
            )
        except (OSError, RuntimeError, ValueError):
            return None
        return f"{folder}/{found[0]}" if found else None


class PathField(Field):
    """A folder (or with `files` a file) that is there; → takes the completion that is shown."""

    def __init__(self, name: str, label: str, value: str, *, files: bool = False, hint: str = "") -> None:
        self._files = files
        super().__init__(name, label, value, required=True, hint=hint)

    def editor(self, value: str) -> Line:
        """A line that completes paths."""
        return PathLine(value, _Paths(files=self._files))

    def _value(self) -> Path | None:
        stands = self.text.strip()
        if not stands:
            return None
        try:
            path = Path(stands).expanduser()
            there = path.is_file() if self._files else path.is_dir()
        except (OSError, RuntimeError, ValueError):
            there = False
        if not there:
            if self._files:
                raise Problem("{path}: there is no such file.", path=stands)
            raise Problem("{path}: there is no such folder.", path=stands)
        return path

    def told(self, value: Any) -> str:
        """Where it is, in full."""
        return str(value.absolute()) if isinstance(value, Path) and not value.is_absolute() else ""


def follow_due(changed: Field, day: Field, words: Field, approx: Field) -> None:
    """Keep the words of a due date and its approx field as they were typed, until they are set by hand.

    The same as `followup revise --due`: words as typed, approximate where they or the day say 頃 or 目処.
    """
    if changed not in (day, words) or not isinstance(day, DayField) or day.wrong() is not None:
        return
    if changed is day and not words.dirty and words.text != (day.words or ""):
        words.put(day.words or "")
        words.say()
    if not approx.dirty:
        approx.put("1" if day.approx or typed_days.about(words.text) else "0")
        approx.say()
