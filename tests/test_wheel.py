"""The wheel, installed beside nothing of this folder, works from another one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(HERE)],
        check=True, capture_output=True,
    )  # fmt: skip
    (found,) = out.glob("*.whl")
    return found


@pytest.mark.slow
def test_the_wheel_holds_what_is_not_python_too(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for ending in ("migrations/versions/0001_register.py", "bundled/entities.toml", "LC_MESSAGES/followup.mo"):
        assert any(name.endswith(ending) for name in names), ending
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {
        "tui",
        "store",
        "importers",
        "exports",
    }


@pytest.mark.slow
def test_the_installed_wheel_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "venv"
    venv.create(place, with_pip=False)
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    lib = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "-q", str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    # The dependencies are those of this environment, put behind the wheel; its editable finder of this folder is not.
    (Path(lib) / "dependencies.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    def run(*words: str) -> str:
        done = subprocess.run(
            [str(scripts / "followup"), *words],
            cwd=elsewhere, env=environment, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.run(
        [str(python), "-c", "import store, tui; print(store.__file__, tui.__file__)"],
        cwd=elsewhere, env=environment, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert str(HERE) not in where
    rows = json.loads(run("list", "--attention", "overdue", "--format", "json"))
    assert {row["entity"] for row in rows} == {"fujitsu-japan", "digital-agency"}
    assert "期限超過" in run("--lang", "ja", "list")
    assert "followup, version 0.1.0" in run("--version")
    assert run("export", "--out", str(elsewhere)).count("\n") == 2
