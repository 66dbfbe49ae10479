"""The base of all forms: what it is about, labelled fields, and two ways out.

Enter goes to the next field and from the last one (or Ctrl+S from anywhere) writes; Esc takes it back and asks where
something was typed. Up and down offer the usual answers of a field. A form is dismissed with its values, None where it
was taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from store.problem import Problem
from tui import text
from tui.i18n import _, ngettext, sentence
from tui.keys import either
from tui.widgets.fields import Field
from tui.widgets.prose import Prose

Values = dict[str, Any]
# So many of the records that a form is about are named in it; the confirmation names them all.
NAMED = 3


class Press(Widget, can_focus=True):
    """A button of one line."""

    DEFAULT_CSS = """
    Press { width: auto; height: 1; padding: 0 1; margin: 0 1 0 0; background: $background; color: $foreground; }
    Press:focus { background: $accent; color: $background; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        (either("enter,space"), "press", ""),
        ("left", "app.focus_previous", ""),
        ("right", "app.focus_next", ""),
    ]

    class Pressed(Message, bubble=True):
        """It was pressed."""

        def __init__(self, button: str) -> None:
            super().__init__()
            self.button = button

    def __init__(self, name: str, label: str) -> None:
        super().__init__(id=f"press-{name}")
        self._button = name
        self._label = label

    def render(self) -> Any:
        """Its label."""
        return text.content(self._label)

    def action_press(self) -> None:
        """Press it."""
        self.post_message(self.Pressed(self._button))

    def on_click(self, event: events.Click) -> None:
        """Press it."""
        event.stop()
        self.action_press()


class Intent(Message, bubble=True):
    """What a key of the form asks for: enter (in a field), write or leave."""

    def __init__(self, what: str, field: Field | None) -> None:
        super().__init__()
        self.what = what
        self.field = field


class Form(ModalScreen[Values | None]):
    """A form. Subclasses give `fields`, and may override `changed` and `verdict`."""

    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", priority=True),
        Binding("tab", "go(1)", priority=True),
        Binding("shift+tab", "go(-1)", priority=True),
        Binding("escape", "leave", priority=True),
        Binding("ctrl+s", "write", priority=True),
        Binding("pageup", "scroll(-8)", show=False),
        Binding("pagedown", "scroll(8)", show=False),
    ]

    def __init__(
        self,
        title: str,
        about: Sequence[str],
        fields: Sequence[Field],
        *,
        told: Sequence[str] = (),
        write: str | None = None,
    ) -> None:
        """`about` names the records; `told` are sentences under them; `write` is what the button says."""
        super().__init__()
        self._title_text = title
        self._about = about
        self._told = told
        self._fields = list(fields)
        write = write or _("Write")
        self._write = write[:1].upper() + write[1:]
        # The last line calls the key what the button does: reading a document is not writing.
        self.said = {"ctrl+s": write}
        # What was handed out, in words: a line for each field that holds something.
        self.given: tuple[str, ...] = ()
        # What stood in the fields when writing was last tried: the sentence about it stays until one of them moves.
        self._tried: dict[str, str] = {}

    # --- what a subclass may say ---

    def changed(self, field: Field) -> None:
        """A field holds another text: others may follow."""

    def verdict(self, values: Values) -> None:
        """Raise Problem where good fields do not go together."""

    # --- what it is made of ---

    def compose(self) -> ComposeResult:
        """Title, subject, fields, buttons."""
        with Widget(id="form"):
            yield Static(text.content(text.line(self._title_text)), id="form-title")
            with VerticalScroll(id="form-fields", can_focus=False):
                for line in self._subject():
                    yield Prose(text.line(line), classes="about" if self._single else "about -several")
                for said in self._told:
                    yield Prose(said, classes="told-above")
                yield from self._fields
            yield Prose(id="form-said")
            with Widget(id="form-buttons"):
                yield Press("write", f"{self._write}  ^S")
                yield Press("leave", _("Cancel") + "  Esc")

    @property
    def _single(self) -> bool:
        return len(self._about) == 1

    def _subject(self) -> Iterable[str]:
        yield from (said if self._single else text.clip(said, 136) for said in self._about[:NAMED])
        more = len(self._about) - NAMED
        if more > 0:
            yield ngettext("and {n} more", "and {n} more", more).format(n=f"{more:,}")

    def on_mount(self) -> None:
        """The first field takes the keys: one that still needs something, if there is one."""
        empty = next((field for field in self._fields if field.required and not field.text.strip()), None)
        first = empty or (self._fields[0] if self._fields else None)
        if first is not None:
            first.take()
        else:
            self.query_one("#press-write", Press).focus()

    def on_resize(self, event: events.Resize) -> None:
        """The buttons stay in sight; the fields scroll."""
        # The frame of 98 % of the screen holds two lines of border, the title, two lines said and the buttons.
        self.query_one("#form-fields").styles.max_height = max(4, event.size.height * 98 // 100 - 6)

    def field(self, name: str) -> Field:
        """The field of a name."""
        return next(field for field in self._fields if field.name_of == name)

    @property
    def dirty(self) -> bool:
        """Whether something was typed."""
        return any(field.dirty for field in self._fields)

    def values(self) -> Values:
        """What the fields hold. Raises Problem for the first that is wrong."""
        return {field.name_of: field.read() for field in self._fields}

    def say(self, said: str) -> None:
        """A sentence over the buttons."""
        self.query_one("#form-said", Prose).update(text.line(said))

    # --- what happens ---

    def on_field_changed(self, message: Field.Changed) -> None:
        """Something was typed."""
        message.stop()
        if message.field.text != self._tried.get(message.field.name_of):
            self.say("")
        self.changed(message.field)

    def action_enter(self) -> None:
        """On to the next field at once, so that what is typed ahead goes there; from the last one write."""
        field = next((field for field in self._fields if field.taken), None)
        if field is None or field.long:
            raise SkipAction
        self._intend("enter", field)
        at = self._fields.index(field)
        if at + 1 < len(self._fields):
            self._fields[at + 1].take()

    def action_go(self, step: int) -> None:
        """To the next field or button, or the one before, from the very next key on."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_write(self) -> None:
        """Write what the fields hold."""
        self._intend("write")

    def action_leave(self) -> None:
        """Take it back."""
        self._intend("leave")

    def _intend(self, what: str, field: Field | None = None) -> None:
        """Do it after the keys that the editor has not read yet: the message queues up behind them."""
        (self.focused or self).post_message(Intent(what, field))

    def on_intent(self, message: Intent) -> None:
        """All keys typed before it have been read."""
        message.stop()
        field = message.field
        if message.what == "leave":
            self._leave()
        elif message.what == "write":
            self._hand_out()
        elif field is not None:
            field.touched = True
            field.say()
            if field.wrong() is not None:
                field.take()
            elif field is self._fields[-1]:
                self._hand_out()

    def on_press_pressed(self, message: Press.Pressed) -> None:
        """A button."""
        message.stop()
        if message.button == "write":
            self.action_write()
        else:
            self.action_leave()

    def _hand_out(self) -> None:
        """Hand the values out where all are good; else go to what is wrong and say it."""
        self._tried = {field.name_of: field.text for field in self._fields}
        for field in self._fields:
            field.touched = True
            field.say()
        for field in self._fields:
            wrong = field.wrong()
            if wrong is not None:
                field.take()
                self.say(wrong)
                return
        try:
            values = self.values()
            self.verdict(values)
        except Problem as problem:
            self.say(sentence(problem))
            return
        self.given = tuple(field.given(values[field.name_of]) for field in self._fields if values[field.name_of])
        self.dismiss(values)

    def _leave(self) -> None:
        """Take it back; where something was typed, ask."""
        if not self.dirty:
            self.dismiss(None)
            return
        from tui.screens.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        self.app.push_screen(
            Confirm(_("Throw away what was typed?"), (), yes=_("Throw away"), no=_("Go on typing"), grave=True),
            answered,
        )

    def action_scroll(self, lines: int) -> None:
        """Scroll the fields."""
        self.query_one("#form-fields", VerticalScroll).scroll_relative(y=lines, animate=False)
