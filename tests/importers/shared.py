"""What several tests need and takes long to make is made once a run, whichever of pytest's processes needs it first."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar, cast

import pytest

T = TypeVar("T")


class Shared:
    """A folder of pickles that the run's processes have in common."""

    def __init__(self, factory: pytest.TempPathFactory, worker: str) -> None:
        base = factory.getbasetemp()
        self._folder: Path = (base if worker == "master" else base.parent) / "shared"
        self._folder.mkdir(exist_ok=True)
        self._held: dict[str, object] = {}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make()` gives, made by the first that asks for `name`. It must not be changed."""
        if name not in self._held:
            path = self._folder / sha256(name.encode()).hexdigest()
            if path.exists():
                self._held[name] = pickle.loads(path.read_bytes())
            else:
                self._held[name] = made = make()
                beside = path.with_suffix(f".{os.getpid()}")
                beside.write_bytes(pickle.dumps(made))
                beside.replace(path)
        return cast("T", self._held[name])
