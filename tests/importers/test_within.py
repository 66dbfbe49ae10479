"""The bound around one document: whatever loops, holds too much or is given up ends in one sentence, and soon."""

from __future__ import annotations

import gc
import subprocess
import sys
from contextlib import suppress
from threading import Event
from time import monotonic

import pytest

from importers import within as bound
from importers.calm import calm
from importers.document import Cancelled
from importers.readers import watch
from importers.within import within
from store.problem import Problem


def endless() -> None:
    while True:
        # What a library would do with damage: take every Exception for it, and go on.
        with suppress(Exception):
            sum(range(1000))


def test_what_ends_in_time_gives_its_result() -> None:
    assert within("a.pdf", None, lambda: 7) == 7
    with pytest.raises(KeyError):
        within("a.pdf", lambda: False, lambda: {}["x"])


def test_what_takes_too_long_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bound, "SECONDS", 0.2)
    with pytest.raises(Problem, match=r"^a\.pdf: takes longer than 0 seconds to read"):
        within("a.pdf", None, endless)


def test_a_busy_machine_does_not_refuse_a_good_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting is no work: only what the reading itself does counts, and the clock much later."""
    monkeypatch.setattr(bound, "SECONDS", 0.1)
    monkeypatch.setattr(bound, "PATIENCE", 100)
    waited = Event()
    assert within("a.pdf", None, lambda: waited.wait(0.3)) is False
    monkeypatch.setattr(watch, "SECONDS", 0.1)
    monkeypatch.setattr(watch, "PATIENCE", 100)
    reading = watch.Watch("a.pdf")
    waited.wait(0.2)
    reading.check()
    monkeypatch.setattr(watch, "PATIENCE", 0)
    with pytest.raises(Problem, match=r"^a\.pdf: reading it takes longer"):
        watch.Watch("a.pdf").check()


def test_what_takes_too_much_memory_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    if not bound.resident():
        pytest.skip("the system does not tell")
    monkeypatch.setattr(bound, "BYTES", 30_000_000)

    def greedy() -> None:
        held = []
        while True:
            held.append(bytearray(b"x" * 100_000))

    with pytest.raises(Problem, match=r"^a\.pdf: takes more than 30000000 bytes of memory"):
        within("a.pdf", None, greedy)


def test_the_collector_is_as_it_was_after_a_plan() -> None:
    with suppress(KeyError), calm():
        assert not gc.isenabled()
        with calm():
            pass
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_it_stops_when_asked_wherever_it_is() -> None:
    asked = Event()

    def work() -> None:
        asked.set()
        endless()

    begun = monotonic()
    with pytest.raises(Cancelled):
        within("a.pdf", asked.is_set, work)
    assert monotonic() - begun < 10


def test_a_reading_that_ended_or_was_stopped_leaves_nothing_to_look_for() -> None:
    """Where it does, CPython 3.11 hangs at the first call that is traced, as debuggers and hypothesis trace them."""
    code = (
        "import sys; from contextlib import suppress; from threading import Event; "
        "from importers.document import Cancelled; from importers.within import within\n"
        "def own(): return 1\n"
        "asked = Event()\n"
        "def work():\n"
        "    asked.set()\n"
        "    while True: pass\n"
        "within('a.pdf', None, own)\n"
        "with suppress(Cancelled): within('a.pdf', asked.is_set, work)\n"
        "sys.settrace(lambda *_: None); own(); sys.settrace(None); print('through')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "through\n", done.stderr


def test_nothing_arrives_after_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is over at the very moment in which the work ends, again and again: its exception never gets out."""
    monkeypatch.setattr(bound, "_LOOK", 0.0)
    for _ in range(200):
        asked = Event()
        with suppress(Cancelled):
            within("a.pdf", asked.is_set, asked.set)
