"""Writing files whole or not at all: a set is written beside its places, then every file gets its name."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from store import db
from store.problem import Problem

# What writes one file into a binary stream.
Writer = Callable[[BinaryIO], None]
# Told before each file: its name, its number from 1, how many there are.
Progress = Callable[[str, int, int], None]


class Exists(Problem):
    """A different file stands there already: `path`. Writing with force replaces it."""

    def __init__(self, path: Path) -> None:
        super().__init__("{path}: another file of this name is there already; nothing was written", path=path)
        self.path = path


def write_all(
    folder: Path, files: Sequence[tuple[str, Writer]], *, force: bool = False, progress: Progress | None = None
) -> list[Path]:
    """Write every (name, writer) into `folder` and return the paths in their order.

    All are written beside their places first; nothing gets its name where one fails. A file with the same content is
    left as it is; a different one raises Exists unless `force`. Raises Problem where the folder cannot be written.
    """
    if not folder.is_dir():
        raise Problem("{path}: the folder {folder} does not exist", path=folder / files[0][0], folder=folder)
    done: list[tuple[Path, Path]] = []
    try:
        for number, (name, writer) in enumerate(files, 1):
            if progress is not None:
                progress(name, number, len(files))
            path = folder / name
            beside = folder / f".followup-{os.getpid()}-{number}.new"
            done.append((beside, path))
            with _told(path):
                _write(beside, writer)
        if not force:
            for beside, path in done:
                with _told(path):
                    if path.exists() and not (path.is_file() and filecmp.cmp(beside, path, shallow=False)):
                        raise Exists(path)
        for beside, path in done:
            with _told(path):
                beside.replace(path)
    finally:
        for beside, _ in done:
            with suppress(OSError):
                beside.unlink()
    return [path for _, path in done]


def _write(path: Path, writer: Writer) -> None:
    with path.open("wb") as stream:
        writer(stream)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Problem("{path}: the file cannot be written: {reason}", path=path, reason=db.told(error)) from error
