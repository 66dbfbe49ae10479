"""The generic forms of a record, made from its fields: correcting one by hand, and adding one under its parent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from store import keys
from store.check import check_record
from store.problem import Problem
from store.record import DEFAULTS, FIELDS, PARENT, Kind, Record
from store.recurrence import check_recurrence
from store.words import ENTITY_KIND, word
from tui.acts.subject import Held, day_shown
from tui.i18n import _, lang
from tui.screens.form import Form, Values
from tui.screens.progress import CLAIMED
from tui.widgets.fields import Field
from tui.widgets.typed import DayField, NumberField, follow_due

if TYPE_CHECKING:
    from tui.followup import Followup

# Long texts, typed in several lines.
LONG: Final = frozenset({"text", "note"})
# What a document says in its own words, and where: a correction of it needs a reason.
QUOTED: Final = frozenset({"text", "source"})
_REQUIRED: Final[Mapping[Kind, tuple[str, ...]]] = {
    "case": ("name",),
    "entity": ("name",),
    "guidance": ("given_on", "case_key"),
    "item": ("text",),
    "measure": ("heading",),
    "milestone": ("text",),
    "watch": ("party", "text"),
    "report": ("received_on",),
}
# What a new record is asked for beyond what may be corrected later, and in this order before it.
_FIRST: Final[Mapping[Kind, tuple[str, ...]]] = {
    "guidance": ("given_on", "case_key"),
    "milestone": ("text", "due_on", "due_text", "due_approx", "status"),
    "report": ("received_on",),
}


def fields(
    app: Followup,
    kind: Kind,
    names: Sequence[str],
    values: Mapping[str, Any],
    cases: Sequence[tuple[str, str]] = (),
    optional: Collection[str] = (),
) -> list[Field]:
    """A field for each of the record's fields named, holding its present value; `optional` ones may stay empty."""
    required = set(_REQUIRED.get(kind, ())).difference(optional)
    return [_field(app, kind, name, values.get(name), cases, required=name in required) for name in names]


def _field(
    app: Followup, kind: Kind, name: str, value: Any, cases: Sequence[tuple[str, str]], *, required: bool
) -> Field:
    label = word("field", name, lang())
    match FIELDS[kind][name]:
        case "date":
            return DayField(name, label, value, today=app.today, shown=day_shown(value, app), required=required,
                            past=name in ("given_on", "dated_on", "received_on", "done_on"))  # fmt: skip
        case "int":
            return NumberField(name, label, "" if value is None else str(value), check=_count)
        case "bool":
            choices = [("0", _("no")), ("1", _("yes"))]
            return Field(name, label, "1" if value else "0", choices=choices, closed=True)
    if name == "status":
        claimed = [(status, word("status", status, lang())) for status in CLAIMED]
        return Field(name, label, value or CLAIMED[0], choices=claimed, closed=True, required=True)
    if name == "kind":
        kinds = [(code, word("entity_kind", code, lang())) for code in ENTITY_KIND]
        return Field(name, label, value or "", choices=kinds, closed=value in (None, "", *ENTITY_KIND))
    if name == "case_key":
        return Field(name, label, value or "", choices=cases, closed=True, required=True)
    if name == "recurrence":
        return Field(name, label, value or "", check=_rule, hint=_("FREQ=YEARLY, FREQ=MONTHLY;INTERVAL=6 …"))
    return Field(name, label, value or "", required=required, area=name in LONG)


def _count(value: int) -> None:
    if value < 0:
        raise Problem("{value} is less than nothing.", value=value)


def _rule(value: str) -> None:
    reason = check_recurrence(value)
    if reason is not None:
        raise Problem("This is no recurrence rule: {reason}", reason=reason)


def taken(kind: Kind, values: Values) -> Values:
    """The form's values as the record holds them: yes and no, and what is empty at its default."""
    made: Values = {}
    for name, value in values.items():
        if FIELDS[kind].get(name) == "bool":
            value = value == "1"
        made[name] = DEFAULTS[kind].get(name) if value is None else value
    return made


class Edit(Form):
    """Correct one record by hand; the last field says why."""

    def __init__(self, app: Followup, held: Held, names: Collection[str]) -> None:
        self._held = held
        ordered = [name for name in FIELDS[held.kind] if name in names]
        why = Field("why", _("Why"), hint=_("The reason for the correction, kept in the history"))
        action = word("action", "edit", lang())
        title = f"{action[:1].upper()}{action[1:]} · {held.key}"
        # What came without a heading can be corrected without giving it one.
        optional = [name for name in ("heading",) if not held.values.get(name)]
        super().__init__(
            title, [held.name()], [*fields(app, held.kind, ordered, held.values, optional=optional), why], write=action
        )

    def verdict(self, values: Values) -> None:
        """All fields together must make a record."""
        said = {name: value for name, value in values.items() if name != "why"}
        quoted = [field for field in self._fields if field.name_of in QUOTED and field.dirty]
        if quoted and not values["why"]:
            self.field("why").take()
            raise Problem("{field} is corrected: say why.", field=quoted[0].label)
        parent = PARENT.get(self._held.kind)
        if parent is None or self._held.kind == "watch":
            return
        check_record(Record(self._held.kind, self._held.key, {**self._held.values, **taken(self._held.kind, said)}))


@dataclass(frozen=True, slots=True)
class New:
    """What a new record stands under. `siblings` are the keys that are taken, `above` what it has from its parents."""

    kind: Kind
    parent: str | None
    parent_name: str
    siblings: frozenset[str]
    above: Mapping[str, Any]


class Add(Form):
    """A new record by hand; its key is made from its parts and shown as they are typed."""

    def __init__(self, app: Followup, new: New, names: Collection[str], cases: Sequence[tuple[str, str]]) -> None:
        self._new = new
        first = _FIRST.get(new.kind, ())
        ordered = [*first, *(name for name in FIELDS[new.kind] if name in names and name not in first)]
        values: Values = {"guided": True, "officer": new.above.get("officer")}
        if new.kind == "report":
            values["received_on"] = app.today
        key = Field(
            "key", word("field", "key", lang()), tail(new, {}), required=True, check=self._free, tell=self._whole
        )
        kind = word("kind", new.kind, lang())
        title = _("Add: {kind}").format(kind=kind)
        about = [_("under {parent}").format(parent=new.parent_name)] if new.parent is not None else []
        super().__init__(
            title, about, [*fields(app, new.kind, ordered, values, cases), key], write=word("action", "create", lang())
        )

    def key(self, part: str) -> str:
        """The whole key of which `part` is the last one."""
        return f"{self._new.parent}/{part}" if self._new.parent is not None else part

    def _free(self, part: str) -> None:
        if self.key(part) in self._new.siblings:
            raise Problem("{key} is taken.", key=self.key(part))
        keys.check_part(part)

    def _whole(self, part: str) -> str:
        return self.key(part)

    def changed(self, field: Field) -> None:
        """The key follows its parts until it is typed itself."""
        if self._new.kind == "milestone":
            follow_due(field, self.field("due_on"), self.field("due_text"), self.field("due_approx"))
        key = self.field("key")
        if field is key or key.dirty:
            return
        held: Values = {}
        for other in self._fields:
            if other is not key and other.wrong() is None:
                held[other.name_of] = other.read()
        key.put(tail(self._new, held))
        key.say()

    def record(self, values: Values, app: Followup) -> Record:
        """The record that the form's values make."""
        said = {name: value for name, value in values.items() if name != "key"}
        made = {**self._new.above, **taken(self._new.kind, said)}
        if self._new.kind == "milestone":
            made["original_due_on"] = made["due_on"]
            if made["status"] == "reported":
                made["reported_on"] = app.today
        return Record(self._new.kind, self.key(values["key"]), made)

    def verdict(self, values: Values) -> None:
        """All fields together must make a record."""
        check_record(self.record(values, self._desk_app))

    @property
    def _desk_app(self) -> Followup:
        from typing import cast

        return cast("Followup", self.app)


def tail(new: New, values: Values) -> str:
    """The last part of a new record's key, from what is typed so far; "" where nothing gives one."""
    match new.kind:
        case "entity":
            return _free(new, keys.slug(values.get("name_en") or ""))
        case "case":
            return _free(new, keys.slug(values.get("name") or ""))
        case "guidance":
            day = values.get("given_on")
            return _free(new, day.isoformat()) if day is not None else ""
        case "item":
            return _free(new, keys.of_number(values.get("number") or "") or _next(new, ""))
        case "measure":
            return _next(new, "m")
        case "report":
            return _next(new, "report-")
        case "watch":
            return _next(new, "watch-")
        case _:
            return _next(new, "")


def _free(new: New, part: str) -> str:
    """`part`, with a number behind it where it is taken."""
    if not part:
        return ""
    return keys.free(part, new.parent, new.siblings).rpartition("/")[2]


def _next(new: New, before: str) -> str:
    """The ordinal after those on file."""
    number = len({key.rpartition("/")[2].partition(".")[0] for key in new.siblings}) + 1
    while f"{new.parent}/{before}{number}" in new.siblings:
        number += 1
    return f"{before}{number}"
