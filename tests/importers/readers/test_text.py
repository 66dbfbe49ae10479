from __future__ import annotations

import pytest

from store.problem import Problem

from .common import content, notices, texts

COPIED = """\
                                              令和5年10月31日
個人情報保護委員会事務局長　殿
                                              静岡県知事
            改善状況報告書

１　本人確認の措置について
　当県においては、障害者手帳情報の紐付け誤り事案を踏まえ、交付対象者から個人
番号の提供を受けた際の本人確認を適切に実施するため、令和5年12月25日までに手
順書を改定し、全職員に周知した（令和6年1月15日）。
　なお、点検対象2,344件中1,980件の点検が完了しており、残りについては令和6年3
月末までに完了する予定である。点検の結果、誤りが判明したものについては、速や

- 3 -

かに訂正し、本人に通知することとしている。
(1)　手順書の改定
　　　令和6年1月10日に改定済み
ア　対象は全職員とし、システムを利用する者に限らないこととする。また、研修の
　　受講状況を確認する。

   項目            対応状況                    完了予定日
   手順書の改定    改定案を作成し、関係課に    令和6年1月末
                   照会中
   研修の実施      実施済み                    令和5年12月20日
   システム改修    予算要求中                  令和6年度中

団体名　　　　人数
静岡県　　　　100
鳥取市　　　　485

- 4 -

以　上
"""


def test_text_copied_from_a_pdf() -> None:
    found = content(COPIED)
    assert texts(found) == [
        "令和5年10月31日",
        "個人情報保護委員会事務局長　殿",
        "静岡県知事",
        "改善状況報告書",
        "１　本人確認の措置について",
        "当県においては、障害者手帳情報の紐付け誤り事案を踏まえ、交付対象者から個人番号の提供を受けた際の本人確認を適切に"
        "実施するため、令和5年12月25日までに手順書を改定し、全職員に周知した（令和6年1月15日）。",
        "なお、点検対象2,344件中1,980件の点検が完了しており、残りについては令和6年3月末までに完了する予定である。"
        "点検の結果、誤りが判明したものについては、速やかに訂正し、本人に通知することとしている。",
        "(1)　手順書の改定",
        "令和6年1月10日に改定済み",
        "ア　対象は全職員とし、システムを利用する者に限らないこととする。また、研修の受講状況を確認する。",
        [
            ["項目", "対応状況", "完了予定日"],
            ["手順書の改定", "改定案を作成し、関係課に照会中", "令和6年1月末"],
            ["研修の実施", "実施済み", "令和5年12月20日"],
            ["システム改修", "予算要求中", "令和6年度中"],
        ],
        [["団体名", "人数"], ["静岡県", "100"], ["鳥取市", "485"]],
        "以　上",
    ]
    assert notices(found) == ["2 page numbers, headers and footers were left out"]
    assert found.paragraphs[5].place.line == 7
    assert found.tables[0].rows[3][2].place.line == 25


def test_pages_of_form_feeds_with_running_heads_and_bare_page_numbers() -> None:
    pages = [
        f"改善状況報告書（川崎市）\n\n第{n}章の本文はここに書かれている。\n二行目の本文。\n\n{n}\n" for n in range(1, 5)
    ]
    found = content("\f".join(pages))
    assert texts(found) == [
        line for n in range(1, 5) for line in (f"第{n}章の本文はここに書かれている。", "二行目の本文。")
    ]
    assert [block.place.page for block in found.paragraphs] == [1, 1, 2, 2, 3, 3, 4, 4]


def test_a_column_of_figures_is_no_series_of_pages() -> None:
    text = "人数\n1\n2\n3\n合計\n6"
    assert texts(content(text)) == text.split("\n")


def test_tags_tabs_and_numbers_before_entries() -> None:
    text = (
        "<p><b>概要</b></p>\n１　　目的は次のとおり\n２　　対象は次のと"
        "おり\n本文の一行目である。\n本文の二行目である。\nA\tB\n1\t2\n"
    )
    assert texts(content(text)) == [
        "概要",
        "１　目的は次のとおり",
        "２　対象は次のとおり",
        "本文の一行目である。",
        "本文の二行目である。",
        [["A", "B"], ["1", "2"]],
    ]


def test_controls_and_markup_are_only_text() -> None:
    found = content("\x1b[31m赤\x07 [@click=app.quit]x[/]\n第[1]項\u202e abc")
    assert texts(found) == ["[31m赤 [@click=app.quit]x[/]", "第[1]項\u202e abc"]
    assert notices(found) == ["2 control characters were left out"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("本文\n" + "あ" * 200_001, "line 2 has 200001 characters"),
        ("あ\n" * 50_001, "more than 50000 lines"),
        ("\x07\x08", "holds no text"),
    ],
)
def test_hostile(text: str, reason: str) -> None:
    with pytest.raises(Problem, match=rf"^sample\.txt: .*{reason}"):
        content(text)


def test_rows_that_no_white_parts_into_columns_are_told() -> None:
    rows = [
        "番号    措置        状況",
        "1    研修の実施を全ての職員に     完了",
        "2    監査  未実施",
        "3  改修の仕様を  検討  中",
    ]
    found = content("\n".join([*rows, "4    点検の対象とする全ての帳票   予定", "以上の取組を続ける。"]))
    assert not found.tables
    assert notices(found) == [
        "5 lines look like rows of a table whose columns cannot be told apart; what is read of them may be mixed up"
    ]
    found = content("記\n\n令和6年9月30日\n\n担当    総務課    電話 03-0000-0000\n\n研修を行った。\n")
    assert notices(found) == []
