"""Reading dates against one pass of a single compiled pattern over the same text, as a ratio in one run.

The text is running official Japanese with a date in every hundred characters, denser than most papers. The
pattern is the plain one a programmer writes first: era and western dates, months and days, dotted dates, relative
words and recurrences in one alternation. It only finds; the reader also resolves, joins and refuses.
Run: python -m benchmarks.dates [TEXTFILE]
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from benchmarks import report
from importers.dates import read_dates

BOUND = 5.0
PLAIN = re.compile(
    r"(?:令和|平成|昭和|大正|明治|㋿|㍻)\s*(?:元|[0-9０-９]+)\s*年(?:\s*度|\s*[0-9０-９]+\s*月(?:\s*[0-9０-９]+\s*日|末|[上中下]旬)?)?"
    r"|[0-9０-９]{4}\s*年(?:\s*[0-9０-９]+\s*月(?:\s*[0-9０-９]+\s*日)?)?|[0-9０-９]+\s*月\s*[0-9０-９]+\s*日"
    r"|[RHSTMＲＨＳ][0-9０-９]+[.．][0-9０-９]+(?:[.．][0-9０-９]+)?|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
    r"|(?:同|翌|本|昨|来|今|前)(?:年度|年|月|日)(?:\s*[0-9０-９]+\s*月(?:\s*[0-9０-９]+\s*日)?)?"
    r"|毎[年月週日]|年に?[0-9０-９一二]回|月に?[0-9０-９一二]回|四半期|半期|隔月|随時|定期的"
)
SAMPLE = (
    "個人情報保護委員会は、令和5年9月20日、当該団体に対して、安全管理措置の不備等を理由として、個人情報の保護に関する法律"
    "（平成15年法律第57号）に基づく指導を行い、同年10月31日までに改善策の実施状況について報告するよう求めた。"
    "報告された改善策は次のとおりであり、現時点において一定の取組が認められるものであった。当委員会としては、今後も、"
    "改善策が確実に実施されることを、引き続き注視していく。自己点検を兼ねた実態調査の結果を踏まえ、保有個人情報の取扱いに"
    "関する監査を実施予定（対象11の個人情報ファイルに対して、令和5年度中に5ファイル、令和6年9月までに残り6ファイル）。"
    "全職員向けに、保有個人情報の取扱い等に関する研修を1年に1回実施し、受講の状況を四半期ごとに総括保護管理者へ報告する。"
    "個人番号の提供を受ける際の本人確認は、手帳の交付主体である地方公共団体が交付対象者から直接又は他の地方公共団体を通して"
    "行うこととなっており、提供がない場合は住民基本台帳ネットワークを通して氏名、生年月日、性別及び住所により照会を行う。"
    "しかしながら、一部の団体においては検索条件を緩めて照会を行い、結果の照合を十分に行わないまま別人の番号を取得していた。"
    "こうした状況を踏まえ、担当部署は、手順の見直しやマニュアルの整備のほか、手作業で行っていた登録作業を自動化するための"
    "システムの整備等を検討するとしており、発見された誤りについては順次修正の作業が進められているところである。\n"
    "組織的安全管理措置として、新品質保証プロセスの構築、第三者評価、開発体制の整備及び委託元への情報提供を行うこととした。\n"
)


def seconds(work: Callable[[], object], rounds: int = 15) -> float:
    """The best of `rounds` runs of `work`, in seconds of this process's own time, whatever else runs."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def lines(text: str = SAMPLE * 40) -> Iterator[tuple[report.Line, bool]]:
    """The measurement, and whether it keeps its bound."""
    anchor = date(2023, 12, 6)
    plain = seconds(lambda: sum(1 for _ in PLAIN.finditer(text)))
    reading = seconds(lambda: read_dates(text, anchor))
    found = len(read_dates(text, anchor))
    ratio = reading / plain
    what = f"dates of {len(text):,} characters ({found:,} readings)"
    figure = f"{reading * 1000:.0f} ms (one compiled pattern: {plain * 1000:.1f} ms)"
    yield report.Line(what, figure, f"{ratio:.2f}", f"≤ {BOUND:g}"), ratio <= BOUND


if __name__ == "__main__":
    given = lines(Path(sys.argv[1]).read_text(encoding="utf-8") * 40) if len(sys.argv) > 1 else lines()
    sys.exit(report.run("Reading dates", given))
