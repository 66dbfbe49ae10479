"""What every test stands on: a home of its own, a fixed day, and stores that hold the bundled register."""

from __future__ import annotations

import gc
import io
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.answers import Answer, Run
from tui import i18n, names

TODAY = date(2026, 11, 23)
# Where platformdirs looks on Linux, macOS and Windows, and what decides language and colour.
_FOLDERS = (
    "HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA",
    "LOCALAPPDATA",
)  # fmt: skip
_DECIDING = ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")

# A machine that is busy with something else makes examples slowly; that is nothing wrong. Where CI is set, hypothesis
# takes its own profile, which says the same.
if not os.environ.get("CI"):
    settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("patient")

# Python's hunt for rings of dead objects walks all the modules again and again, which live to the end: a fifth of the
# suite's time. Nothing is hunted while they are imported; then they are left out, and the rest is walked less often.
gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin what takes long before all else, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Hunt for rings of dead objects from here on, among what the tests make."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
    gc.enable()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One new folder after the other. `mktemp` looks through all that it has made for the next number, each time."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path]) -> Iterator[Path]:
    """An empty home for every test, so that no test reads or writes the real one. The locale is English."""
    place = next(homes)
    place.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in _FOLDERS:
            patch.setenv(name, str(place if name in ("HOME", "USERPROFILE") else place / name.lower()))
        for name in _DECIDING:
            patch.delenv(name, raising=False)
        patch.setenv("LANG", "C.UTF-8")
        # What an earlier test's screen has learned and spoken is not this one's.
        names.learn(())
        i18n.speak("en")
        if (keys := sys.modules.get("tui.keys")) is not None:
            keys.use(keys.KEYS)
        yield place


@pytest.fixture(scope="session")
def today() -> date:
    """The day on which every test is run: 2026-11-23, a Monday (2026-W48)."""
    return TODAY


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the bundled register, made once a process. To be read only; `store` gives a copy to write in."""
    from importers.register import read_bundled
    from store import commands, upgrade

    path = tmp_path_factory.mktemp("bundled") / "followup.db"
    register = read_bundled()
    act = commands.Act(by="台帳", today=TODAY, effective_on=register.effective_on, why=register.title)
    upgrade.create(path, lambda beside: commands.create(beside, act, register.records, action="register"))
    return path


@pytest.fixture
def store(bundled: Path, tmp_path: Path) -> Path:
    """A copy of the bundled register's store, for one test to write in."""
    path = tmp_path / "followup.db"
    shutil.copyfile(bundled, path)
    path.chmod(0o600)
    return path


@pytest.fixture
def fixed_day(monkeypatch: pytest.MonkeyPatch, today: date) -> date:
    """Makes `today` the day of this process, wherever the screen or the command line asks for it."""

    class Fixed(date):
        @classmethod
        def today(cls) -> date:
            return today

    monkeypatch.setattr("tui.clock.date", Fixed)
    return today


@pytest.fixture
def followup(store: Path, fixed_day: date, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`followup("list", "--format", "json")`: the command line in this process, on `store`, as 山田 on `today`.

    `db=None` leaves --db away, `before=(…)` puts other options before the command, `stdin=…` is what it reads.
    """

    def run(*arguments: object, db: Path | None = store, before: tuple[str, ...] = (), stdin: str = "") -> Answer:
        from tui.cli import main
        from tui.commands import settled

        settled.forget()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        named = () if db is None else ("--db", str(db))
        capsys.readouterr()
        code = main([*named, "--as", "山田", *before, *map(str, arguments)])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run
