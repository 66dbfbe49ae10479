"""A field of a form: a label, an editor, and a line under it that says what was understood or what is wrong.

A field reads its text into a value (`read`, which raises Problem with the sentence for the person) and tells about it
(`told`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from store.problem import Problem
from tui import text
from tui.i18n import sentence
from tui.widgets.editors import Area, Choices, Line, Toggles
from tui.widgets.prose import Prose


class Field(Widget):
    """One field. `choices` are (value, label) pairs that the arrow keys offer; with `closed` nothing else is taken.

    `check` may refuse a value with a sentence (Problem) and `tell` say something about a good one.
    """

    DEFAULT_CSS = """
    Field { height: auto; layout: grid; grid-size: 2 2; grid-columns: 16 1fr; grid-rows: 1 auto; }
    Field.-area { grid-rows: 5 auto; }
    Field.-set { grid-rows: auto auto; }
    Field .label { color: $text-muted; }
    /* Textual looks at the parts of what has a rule of its own for this when the focus moves. */
    Field:focus-within { color: $foreground; }
    Field:focus-within .label { color: $accent; text-style: bold; }
    Field Input, Field TextArea { border: none; padding: 0; background: $background; width: 1fr; }
    Field Input { height: 1; }
    Field TextArea { height: 5; }
    Field Input:focus, Field TextArea:focus { border: none; background-tint: $accent 18%; }
    Field .told { color: $text-muted; height: auto; min-height: 1; max-height: 2; }
    Field .gap { height: 1; }
    Field .told.-wrong { color: $warning; text-style: bold; }
    """

    @dataclass
    class Changed(Message, bubble=True):
        """The field holds another text."""

        field: Field

    def __init__(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        required: bool = False,
        choices: Sequence[tuple[str, str]] = (),
        closed: bool = False,
        area: bool = False,
        hint: str = "",
        check: Callable[[Any], None] | None = None,
        tell: Callable[[Any], str] | None = None,
    ) -> None:
        super().__init__(id=f"field-{name}", classes="-area" if area else "")
        self.name_of = name
        self.label = label
        self.required = required
        self.closed = closed
        self.choices = tuple(choices)
        self.touched = False
        self._area = area
        self._hint = hint
        self._check = check
        self._tell = tell
        self._original = value
        labels = dict(self.choices)
        self._initial = labels.get(value, value) if closed else value
        self._editor: Line | Area | Toggles = self.editor(self._initial)
        # What stands there first, as the editor made it; while it stands, the value is the one that came.
        self._initial = self._editor.text if isinstance(self._editor, Area) else self._editor.value

    def editor(self, value: str) -> Line | Area | Toggles:
        """What it is typed in."""
        return Area(value) if self._area else Line(value)

    def compose(self) -> Iterable[Widget]:
        """Label and editor, and under them the line that tells."""
        star = " *" if self.required else ""
        yield Static(text.content(self.label + star), classes="label")
        yield self._editor
        yield Static("", classes="gap")
        if self.choices and not self._hint:
            yield Choices([label for _value, label in self.choices])
        else:
            yield Prose(classes="told")

    def on_mount(self) -> None:
        """The first word about what stands there."""
        self.say()

    # --- what it holds ---

    @property
    def text(self) -> str:
        """What stands in it."""
        return self._editor.text if isinstance(self._editor, Area) else self._editor.value

    @property
    def dirty(self) -> bool:
        """Whether something else stands in it than at the beginning."""
        return self.text != self._initial

    def put(self, value: str) -> None:
        """Put another text in, as if it had been there from the beginning."""
        self._original = value
        self.type(dict(self.choices).get(value, value) if self.closed else value)
        self._initial = self.text

    def type(self, value: str) -> None:
        """Put a text in, as if it had been typed."""
        if isinstance(self._editor, Area):
            self._editor.load_text(text.clean(value))
        else:
            self._editor.value = value
            if isinstance(self._editor, Line):
                self._editor.cursor_position = len(self._editor.value)

    def read(self) -> Any:
        """The value. Raises Problem, whose sentence is for the person."""
        value = self._value()
        if value is None and self.required and not self.said_none:
            raise Problem("{field} is missing.", field=self.label)
        if self._check is not None and value is not None:
            self._check(value)
        return value

    @property
    def said_none(self) -> bool:
        """Whether it says in words that there is none, where that may be said."""
        return False

    def _value(self) -> Any:
        if not self.dirty:
            return self._original or None
        stands = self.text.strip()
        if self.closed and stands:
            for value, label in self.choices:
                if stands in (label, value):
                    return value
            raise Problem("{field}: choose one of those under it.", field=self.label)
        return stands or None

    def told(self, value: Any) -> str:
        """What is said about a good value."""
        return self._tell(value) if self._tell is not None else ""

    def given(self, value: Any) -> str:
        """Label and value in one line, for a last look before several records are written."""
        return f"{self.label}  {dict(self.choices).get(str(value), str(value))}"

    # --- what it says ---

    def say(self) -> None:
        """Bring the line under the field up to date."""
        wrong = False
        try:
            value = self.read()
            said = self.told(value) or self._hint
        except Problem as problem:
            # An empty field, or what stood there first, is no mistake while nobody has been there.
            wrong = self.touched or (self.dirty and bool(self.text.strip()))
            said = sentence(problem) if wrong else self._hint
        for choices in self.query(Choices):
            stands = self.text.strip()
            labels = [label for _value, label in self.choices]
            choices.chosen = labels.index(stands) if stands in labels else None
            choices.refresh()
        for line in self.query(".told").results(Prose):
            line.update(text.line(said))
            line.set_class(wrong, "-wrong")

    def wrong(self) -> str | None:
        """The sentence about what is wrong with it, None where it is good."""
        try:
            self.read()
        except Problem as problem:
            return sentence(problem)
        return None

    def take(self) -> None:
        """Take the keys, from the very next one on."""
        self.screen.set_focus(self._editor)

    @property
    def long(self) -> bool:
        """Whether Enter begins a new line in it."""
        return isinstance(self._editor, Area)

    @property
    def taken(self) -> bool:
        """Whether it has the keys."""
        return self._editor.has_focus

    # --- what happens to it ---

    def _changed(self) -> None:
        self.say()
        self.post_message(self.Changed(self))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Another text."""
        message.stop()
        self._changed()

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Another text."""
        message.stop()
        self._changed()

    def on_toggles_changed(self, message: Toggles.Changed) -> None:
        """Another set."""
        message.stop()
        self._changed()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Somebody has been there."""
        self.touched = True
        self.say()

    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        """A usual answer was clicked."""
        message.stop()
        self.type(self.choices[message.index][1])
        self.take()

    def on_key(self, event: events.Key) -> None:
        """The arrows; here and not as bindings, so that they keep their turn among keys that are typed ahead."""
        if event.key in ("up", "down") and not self.long:
            event.stop()
            self.step(1 if event.key == "down" else -1)

    def step(self, step: int) -> None:
        """The next usual answer; where there are none, the next field."""
        if not self.choices:
            self.screen.focus_next() if step > 0 else self.screen.focus_previous()
            return
        labels = [label for _value, label in self.choices]
        stands = self.text.strip()
        at = labels.index(stands) + step if stands in labels else (0 if step > 0 else len(labels) - 1)
        self.type(labels[at % len(labels)])
