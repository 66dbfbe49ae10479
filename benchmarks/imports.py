"""Imports in one run: python -m benchmarks.imports | python -m benchmarks.report imports

Reading files beside their libraries, reading dates beside one pattern, and what a plan costs for each of its changes.
"""

from __future__ import annotations

import sys
from itertools import chain

from benchmarks import dates, plan, readers, report

if __name__ == "__main__":
    title = "Imports, in the process's own time"
    sys.exit(report.run(title, chain(readers.lines(), dates.lines(), plan.lines())))
