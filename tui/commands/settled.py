"""What config.toml settles for the command line, read only where there is one: reading it costs as much as a screen."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.settings import Config


def there() -> bool:
    """Whether the user has written a config.toml."""
    from platformdirs import user_config_path

    return (user_config_path("followup", appauthor=False) / "config.toml").exists()


def config() -> Config | None:
    """The options, None where the user has written none. Raises Problem for a line that is wrong."""
    return _read() if there() else None


def speak(chosen: str | None) -> None:
    """Use a language: the chosen one, else config.toml's, else the locale's. Raises Problem for a wrong config.toml."""
    from tui import i18n

    if chosen not in i18n.LANGS:
        # A config.toml that is wrong is told of in the locale's language.
        i18n.speak(None)
        found = config()
        chosen = found.lang if found is not None else None
    i18n.speak(chosen)


def soon_days() -> int:
    """How many days before its due date a promise is due soon."""
    from store.rules import DUE_SOON_DAYS

    found = config()
    return DUE_SOON_DAYS if found is None else found.soon_days


@cache
def _read() -> Config:
    from tui.settings import config_path, read_config

    return read_config(config_path())


def forget() -> None:
    """Read the file anew when it is asked for next."""
    _read.cache_clear()
