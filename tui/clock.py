"""The one place that asks which day it is; everything else takes `today` as an argument."""

from __future__ import annotations

from datetime import date


def today() -> date:
    """The calendar day here and now."""
    return date.today()  # noqa: DTZ011 - a supervisor's day is the local one
