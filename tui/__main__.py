"""`python -m tui` does what `followup` does."""

from __future__ import annotations

import sys

from tui.cli import main

sys.exit(main())
