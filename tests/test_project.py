"""The house itself: who imports whom, who owns which name, what is pinned."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

HERE = Path(__file__).parent.parent
ROOMS = ("tui", "store", "importers", "exports")
HEAVY = {"sqlmodel", "sqlalchemy", "alembic", "pydantic", "textual", "rich", "click"}


def loaded(code: str) -> set[str]:
    """Top-level names in sys.modules after running `code` in a new process."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sorted({{n.partition('.')[0] for n in sys.modules}}))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


@pytest.mark.parametrize("name", ROOMS)
def test_no_dependency_owns_the_name_of_a_room(name: str) -> None:
    owners = set(packages_distributions().get(name, ["followup"]))
    assert owners == {"followup"}
    for distribution in distributions():
        if distribution.metadata["Name"] != "followup":
            assert not any(str(file).startswith(f"{name}/") for file in distribution.files or ())


def test_reading_imports_no_orm_no_screen_no_command_line() -> None:
    assert not HEAVY & loaded("import store.queries, store.story, store.history, store.db, store.words, store.calendar")


@pytest.mark.parametrize("module", ["importers.run", "importers.dates", "importers.typed_date", "exports.formats"])
def test_importers_and_exports_import_no_orm_before_they_write(module: str) -> None:
    assert not {"sqlmodel", "sqlalchemy", "alembic", "textual", "rich", "click"} & loaded(f"import {module}")


def test_naming_the_front_door_imports_nothing_but_the_standard_library() -> None:
    assert not HEAVY & loaded("import tui.cli")


def test_what_reads_the_first_rows_imports_little() -> None:
    assert not {*HEAVY, "json", "gettext", "calendar", "unicodedata", "hashlib"} & loaded("import tui.start")


def test_help_imports_no_orm_and_no_screen_app() -> None:
    code = (
        "import sys; from tui.cli import main; main(['--help']); print({'sqlmodel', 'textual.app'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_init_files_are_empty() -> None:
    for room in (*ROOMS, "tests", "benchmarks", "docs"):
        for path in (HERE / room).rglob("__init__.py"):
            assert path.read_bytes() == b"", path


def test_constraints_are_names_and_versions_and_pin_everything() -> None:
    lines = (HERE / "constraints.txt").read_text().splitlines()
    assert all(re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9a-z.]*", line) for line in lines)
    assert lines == sorted(lines)
    pinned = {line.partition("==")[0] for line in lines}
    seen: set[tuple[str, str]] = set()
    left = [("followup", "test")]
    while left:
        name, extra = left.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for line in requires(name) or ():
            wanted = Requirement(line)
            if wanted.marker is None or any(wanted.marker.evaluate({"extra": asked}) for asked in {"", extra}):
                own = re.sub(r"[-_.]+", "-", wanted.name).lower()
                assert own == "followup" or own in {name.replace(".", "-") for name in pinned}, own
                left += [(wanted.name, asked) for asked in ("", *wanted.extras)]
    assert len(seen) > 30


def test_every_dependency_has_a_lower_bound() -> None:
    project = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]
    for line in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        assert ">=" in line, line


def test_nothing_says_now_in_place_of_why() -> None:
    """Sources and documents speak of the product alone."""
    forbidden = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    for room in ROOMS:
        for path in (HERE / room).rglob("*.py"):
            assert not forbidden.search(path.read_text(encoding="utf-8")), path
