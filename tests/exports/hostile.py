"""Texts that try to be something else, and how hypothesis makes more of them."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

TEXTS: Final = (
    "=1+1",
    "＝cmd|' /C calc'!A0",
    "+1",
    "－2",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
    "</td></table><img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp; &#60;",
    "[link](javascript:alert(1)) ![picture](http://example.invalid/x.png)",
    "**bold** _em_ `code` ~~no~~ | cell | <http://example.invalid>",
    "# heading\n- list\n1. one\n> quote\n```\ncode",
    "http://example.invalid www.example.invalid a@example.invalid @name #1",
    "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT",
    "a;b,c\\n\\N:d",
    "第[1]項 [別紙] [@click=app.quit] [/red]",
    "\u202eevil\u202c \u2066x \u200bzero",
    "\x00\x01\x1b[31mred\x1b[0m\x7f\x85\ufffe",
    "_x000D_ _x0041_",
    "{0} {name} %s ${x}",
    "ﾊﾝｶｸ 葛󠄀 👩‍💻",
    "長" * 40_000,
)

ANY: Final = st.text(
    st.one_of(
        st.sampled_from("=+-@＝\t\r\n'\"\\|*_[]()<>&`~#!;:,{}.1 a漢\u202e\u2066\x00\x1b"), st.characters(codec="utf-8")
    ),
    max_size=40,
)
