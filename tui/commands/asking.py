"""What a document does not say and new records cannot be made without: asked of a person, or told how to give it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import click

from importers.plan import Plan
from importers.standing import Standing
from store.keys import check_part
from store.problem import Problem
from tui.commands.narration import say
from tui.i18n import N_, _, sentence
from tui.text import line
from tui.typed_days import past

# What is asked, and the option that gives it; the name of a sender is given in the screen, or to who asks.
_ASKED: Final = {
    ("entity", "key"): (N_("the key of the new entity {called}"), "--entity KEY"),
    ("entity", "name"): (N_("the name of the entity that sent this"), ""),
    ("guidance", "given_on"): (N_("the day of the guidance to {called}"), "--guided DATE"),
    ("case", "name"): (N_("the name of the case"), "--case NAME"),
}


def completed(plan: Plan, today: date) -> Plan:
    """The plan with what a person answers for each thing that is wanting; an empty answer leaves it."""
    for place, name in _wanting(plan):
        answer = _answer(plan, place, name, today)
        if answer is not None:
            plan = plan.edited(place, {name: answer})
    return plan


def told(plan: Plan) -> list[str]:
    """A sentence for each thing that is wanting, with how to give it."""
    said = []
    for place, name in _wanting(plan):
        option = _ASKED[plan.changes[place].kind, name][1]
        form = _("{what}: the document does not say it; give it with {option}, or in the review (followup, then i)")
        if not option:
            form = _("{what}: the document does not say it; give it in the review (followup, then i)")
        said.append(form.format(what=_what(plan, place, name), option=option))
    return list(dict.fromkeys(said))


def _wanting(plan: Plan) -> Iterator[tuple[int, str]]:
    for place, change in enumerate(plan.changes):
        for name in change.needs:
            yield place, name


def _what(plan: Plan, place: int, name: str) -> str:
    """What is wanting, in words: 新しい指導先「高知県」のキー."""
    change = plan.changes[place]
    entity = next((row for row in Standing(plan.changes).above(place) if plan.changes[row].kind == "entity"), place)
    called = plan.changes[entity].text or change.entity or "-"
    return _(_ASKED[change.kind, name][0]).format(called=line(called))


def _answer(plan: Plan, place: int, name: str, today: date) -> Any:
    question = _("{what} (empty: later)").format(what=_what(plan, place, name))
    while True:
        answer = click.prompt(question, default="", show_default=False, err=True).strip()
        if not answer:
            return None
        try:
            return _read(name, answer, today)
        except Problem as problem:
            say("{sentence}", sentence=sentence(problem))


def _read(name: str, answer: str, today: date) -> Any:
    if name == "given_on":
        return past(answer, today)
    if name == "key":
        check_part(answer)
    return answer
