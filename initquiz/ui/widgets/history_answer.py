"""A past question on its card again: the answer given then, its feedback, and ways on."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QSizePolicy, QWidget

from initquiz.model.review import Rating
from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.history_model import effort, when
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.questioning import Questioning
from initquiz.ui.widgets.stage import Stage
from initquiz.ui.widgets.study_page import StudyPage

if TYPE_CHECKING:
    from initquiz.study.history import Again, Past
    from initquiz.ui.services import Services
    from initquiz.ui.widgets.key_map import KeyMap

_CLAIMING = frozenset({Stage.CHOOSING, Stage.CONFIDING})


class HistoryAnswer(StudyPage):
    """Shows a question as it was answered, and on N others like it for practice.

    `claims` says whether letters are answers now, `back` that the list is wanted, `stepped` an
    older (1) or newer (-1) answer, `opened` carries the facts of a question for the Lab.
    """

    claims = Signal(bool)
    back = Signal()
    stepped = Signal(int)
    opened = Signal(object)

    def __init__(self, services: "Services", keys: "KeyMap") -> None:
        """Make the page and bind its keys, which mean nothing until something is shown."""
        super().__init__(services.typesetter, typing=False)
        self._services = services
        self._keys = keys
        self._shown: tuple[Past, Again] | None = None
        self._stage: Stage | None = None
        self._about, self._notice = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._about.setProperty("role", "small")
        self._notice.setProperty("role", "warning")
        self.header.hide()
        self._about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._steps = [
            self._step("newer", "Alt+\N{UPWARDS ARROW}", -1),
            self._step("older", "Alt+\N{DOWNWARDS ARROW}", 1),
        ]
        self._head = QWidget()
        row = FlowLayout(self._head)
        for part in (self._about, *self._steps):
            row.addWidget(part)
        self.body.insertWidget(0, self._head)
        self.body.insertWidget(1, self._notice)
        self._questioning = Questioning(services, self, keys, lab=True)
        self._questioning.moved.connect(self._follow_stage)
        self._questioning.left.connect(self._leave_practice)
        self.controls.advanced.connect(self._on)
        self.controls.explained.connect(self.explain)
        self.controls.lab.connect(self._open_lab)
        keys.bind("Space", partial(self._press, enter=False), self._is_shown)
        for name in ("Return", "Enter"):
            keys.bind(name, partial(self._press, enter=True), self._is_shown)
        keys.bind("Esc", self.back.emit, self._at_past)
        keys.bind("L", self._open_lab, lambda: self._stage is Stage.FEEDBACK)
        keys.bind("Alt+Down", partial(self.stepped.emit, 1), self._at_past)
        keys.bind("Alt+Up", partial(self.stepped.emit, -1), self._at_past)

    @property
    def open(self) -> bool:
        """Tell whether an answer is shown."""
        return self._shown is not None

    def show_again(self, past: "Past", again: "Again") -> None:
        """Show a past answer."""
        self._shown = past, again
        attempt, question = past.attempt, again.question
        kind = self._services.questions[past.key].title
        told = (kind, question.level, when(past.event, self._services.clock()), effort(attempt))
        self._about.setText(" · ".join(part for part in told if part))
        self._notice.setText(again.notice)
        self._notice.setVisible(bool(again.notice))
        rated = f"Rated {Rating(attempt.rating).name.capitalize()} then"
        self._questioning.show_past(question, again.given, again.verdict, rated)
        for step in self._steps:
            step.show()
        self._keys.refresh()
        self._bring_into_sight(self._head)

    def leave(self) -> None:
        """Show nothing, and let go of the keys."""
        self._shown = None
        self._stage = None
        self._questioning.close()
        self._keys.refresh()
        self.claims.emit(False)

    def resume(self) -> None:
        """Come back to what is shown from another screen."""
        self._keys.refresh()
        self.claims.emit(self._stage in _CLAIMING)
        self.take_focus()

    def _step(self, words: str, key: str, by: int) -> KeyButton:
        button = KeyButton(words, key, kind="flat")
        button.clicked.connect(partial(self.stepped.emit, by))
        return button

    def _is_shown(self) -> bool:
        return self._shown is not None

    def _at_past(self) -> bool:
        return self._shown is not None and not self._questioning.practising

    def _follow_stage(self, stage: Stage) -> None:
        self._stage = stage
        practising = self._questioning.practising
        if practising and stage is Stage.CHOOSING:
            self._about.setText("Another one like it, for practice")
            for part in (self._notice, *self._steps):
                part.hide()
        self._keys.refresh()
        self.claims.emit(stage in _CLAIMING)

    def _press(self, *, enter: bool) -> None:
        """Do what Space and Enter do now: for the answer, a focused button, or the way on."""
        focused = QApplication.focusWidget()
        if self._questioning.press(enter=enter):
            return
        if isinstance(focused, QAbstractButton) and focused.isVisible():
            focused.click()
        elif self._stage is Stage.FEEDBACK:
            self._on()

    def _on(self) -> None:
        """From practice back to the past answer, from there to the list."""
        if self._questioning.practising:
            self._leave_practice()
        else:
            self.back.emit()

    def _leave_practice(self) -> None:
        if self._shown is not None:
            self.show_again(*self._shown)

    def _open_lab(self) -> None:
        question = self._questioning.question
        if question is not None:
            self.opened.emit(dict(question.facts))
