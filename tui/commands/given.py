"""What was said before the command: which store, and who is at work."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from store.problem import Problem


class Given(NamedTuple):
    """The options before the command: the store's path where one was named, and the name of who is at work."""

    db: Path | None = None
    by: str | None = None

    def officer(self) -> str:
        """The name under which an act is recorded: --as, else config.toml's, else the system's user name.

        Raises Problem where there is none.
        """
        if self.by is not None:
            if not self.by.strip():
                raise Problem("--as needs the name of the one who is at work")
            return self.by
        from tui.commands import settled

        config = settled.config()
        if config is not None and config.name:
            return config.name
        import getpass

        try:
            return getpass.getuser()
        except (KeyError, ImportError, OSError) as error:
            raise Problem("--as NAME is needed: the system does not say who is at work") from error
