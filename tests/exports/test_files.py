"""Files are written whole or not at all, and a set of them together."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from exports.files import Exists, Writer, write_all
from store.problem import Problem


def content(text: bytes) -> Writer:
    def write(stream: BinaryIO) -> None:
        stream.write(text)

    return write


def failing(stream: BinaryIO) -> None:
    stream.write(b"half")
    raise Problem("{path}: broken", path="x")


def test_every_file_is_there_in_order(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    paths = write_all(
        tmp_path,
        [("b", content(b"1")), ("a", content(b"2"))],
        progress=lambda name, number, whole: told.append((name, number, whole)),
    )
    assert paths == [tmp_path / "b", tmp_path / "a"]
    assert [path.read_bytes() for path in paths] == [b"1", b"2"]
    assert told == [("b", 1, 2), ("a", 2, 2)]


def test_one_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="broken"):
        write_all(tmp_path, [("a", content(b"1")), ("b", failing)])
    assert list(tmp_path.iterdir()) == []


def test_a_different_file_is_kept_and_nothing_else_written(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"mine")
    with pytest.raises(Exists, match=r"b: another file of this name is there already; nothing was written") as caught:
        write_all(tmp_path, [("a", content(b"1")), ("b", content(b"2"))])
    assert caught.value.path == tmp_path / "b"
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("b", b"mine")]


def test_force_replaces_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    write_all(tmp_path, [("a", content(b"1"))], force=True)
    assert (tmp_path / "a").read_bytes() == b"1"
    assert len(list(tmp_path.iterdir())) == 1


def test_the_same_content_is_fine(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    assert write_all(tmp_path, [("a", content(b"1"))]) == [tmp_path / "a"]
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_of_the_name_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(Exists, match="a: another file"):
        write_all(tmp_path, [("a", content(b"1"))])
    with pytest.raises(Problem, match="a: the file cannot be written"):
        write_all(tmp_path, [("a", content(b"1"))], force=True)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="gone does not exist"):
        write_all(tmp_path / "gone", [("a", content(b"1"))])


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Problem, match="the file cannot be written: Permission denied"):
            write_all(tmp_path, [("a", content(b"1"))])
    finally:
        tmp_path.chmod(0o700)


def test_a_name_too_long_for_the_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="the file cannot be written"):
        write_all(tmp_path, [("a" * 300, content(b"1"))])
