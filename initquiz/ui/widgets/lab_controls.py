"""The Lab's controls: up to four settings side by side, and the sliders of the one chosen."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from initquiz.initializers.activations import ACTIVATIONS
from initquiz.initializers.schemes import SCHEMES
from initquiz.study.lab import COMPARED, DEPTHS, FANS, GAINS, LINKS, WIDTHS, Setting
from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.value_slider import ValueSlider

_SLIDERS = (
    ("n_in", "inputs n_in", FANS, True),
    ("n_out", "outputs n_out", FANS, True),
    ("gain", "gain on σ", GAINS, False),
    ("links", "links into a unit", LINKS, True),
    ("depth", "layers of the network", DEPTHS, True),
    ("width", "width of its layers", WIDTHS, True),
)
# What is offered for comparison, the most telling first.
_BESIDE = ("he_normal", "lecun_normal", "xavier_uniform", "small_random", "orthogonal", *SCHEMES)
# What all settings share: one layer and one network are compared at a time.
_COMMON = ("n_in", "n_out", "activation", "depth", "width")


class LabControls(QWidget):
    """Sets up to four settings; `changed` is sent at every move of a slider."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with one setting."""
        super().__init__(parent)
        self.settings = [Setting()]
        self._current = 0
        self._scheme = _choice("Scheme", [(key, one.title) for key, one in SCHEMES.items()])
        self._activation = _choice(
            "Activation", [(key, one.title) for key, one in ACTIVATIONS.items()]
        )
        self._scheme.currentIndexChanged.connect(
            lambda _: self._set(scheme=self._scheme.currentData())
        )
        self._activation.currentIndexChanged.connect(
            lambda _: self._set(activation=self._activation.currentData())
        )
        self._sliders = {}
        for name, label, (least, most), whole in _SLIDERS:
            slider = ValueSlider(label, least, most, getattr(self.settings[0], name), whole=whole)
            slider.changed.connect(partial(self._slid, name, whole))
            self._sliders[name] = slider
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._slots = [self._slot(i) for i in range(COMPARED)]
        self._add = QPushButton("+ compare")
        self._add.setAccessibleName("Compare with another setting")
        self._add.clicked.connect(self.add)
        self._remove = QPushButton("remove")
        self._remove.setAccessibleName("Remove this setting")
        self._remove.clicked.connect(self.remove)
        for button in (self._add, self._remove):
            button.setProperty("role", "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 0)  # room for the scroll bar
        column.setSpacing(6)
        column.addWidget(self._slot_row())
        for words, field in (("scheme", self._scheme), ("activation", self._activation)):
            caption = QLabel(words)
            caption.setProperty("role", "small")
            caption.setBuddy(field)
            column.addWidget(caption)
            column.addWidget(field)
            if field is self._scheme:
                for key in ("n_in", "n_out", "gain", "links"):
                    column.addWidget(self._sliders[key])
        for key in ("depth", "width"):
            column.addWidget(self._sliders[key])
        column.addStretch(1)
        self._show_slots()
        self._show()

    @property
    def place(self) -> int:
        """Return the number of the current setting, from 0."""
        return self._current

    def take_focus(self) -> None:
        """Put the focus on the scheme."""
        self._scheme.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def current(self) -> Setting:
        """Return the setting whose sliders are shown."""
        return self.settings[self._current]

    def open_with(self, setting: Setting) -> None:
        """Start anew from one setting."""
        self.settings, self._current = [setting], 0
        self._show_slots()
        self._show()
        self.changed.emit()

    def add(self) -> None:
        """Compare with one more setting, which begins as the next scheme."""
        if len(self.settings) < COMPARED:
            taken = {setting.scheme for setting in self.settings}
            free = next(key for key in _BESIDE if key not in taken)
            self.settings.append(self.current._replace(scheme=free, gain=1.0))
            self._choose(len(self.settings) - 1)
            if not self._add.isEnabled():
                self._slots[self._current].setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self) -> None:
        """Take the current setting out of the comparison; the last one stays."""
        if len(self.settings) > 1:
            del self.settings[self._current]
            self._choose(max(0, self._current - 1))
            if self._remove.isHidden():
                self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, index: int) -> None:
        self._current = index
        self._show_slots()
        self._show()
        self.changed.emit()

    def _slid(self, name: str, whole: bool, value: float) -> None:  # noqa: FBT001 - bound by partial
        self._set(**{name: round(value) if whole else value})

    def _set(self, **change: object) -> None:
        """Change the current setting; the layer and the network of all of them."""
        for i, setting in enumerate(self.settings):
            if i == self._current or set(change) <= set(_COMMON):
                self.settings[i] = setting._replace(**change)  # type: ignore[arg-type]  # by name
        if "scheme" in change:
            self._show_slots()
            self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Put the current setting's values on the controls."""
        for box, key in ((self._scheme, "scheme"), (self._activation, "activation")):
            box.blockSignals(True)
            box.setCurrentIndex(box.findData(getattr(self.current, key)))
            box.blockSignals(False)
        for name, slider in self._sliders.items():
            slider.set_value(getattr(self.current, name))
        self._sliders["links"].setVisible(self.current.scheme == "sparse")
        self._sliders["gain"].setEnabled(self.current.scheme != "zeros")

    def _show_slots(self) -> None:
        """Show a button for each setting, where there is more than one to choose from."""
        several = len(self.settings) > 1
        for i, slot in enumerate(self._slots):
            slot.setVisible(several and i < len(self.settings))
            slot.setChecked(i == self._current)
            if i < len(self.settings):
                title = self.settings[i].title
                slot.setToolTip(title)
                slot.setAccessibleName(f"Setting {i + 1}, {title}")
        self._add.setEnabled(len(self.settings) < COMPARED)
        self._remove.setVisible(several)

    def _slot(self, index: int) -> QPushButton:
        slot = QPushButton(str(index + 1))
        slot.setCheckable(True)
        slot.setProperty("role", "slot")
        slot.clicked.connect(partial(self._choose, index))
        self._group.addButton(slot)
        return slot

    def _slot_row(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, 8)
        for button in (*self._slots, self._add, self._remove):
            flow.addWidget(button)
        row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        return row


def _choice(name: str, items: list[tuple[str, str]]) -> QComboBox:
    """Return a list to choose from."""
    box = QComboBox()
    box.setAccessibleName(name)
    for key, title in items:
        box.addItem(title, key)
    box.setMaxVisibleItems(20)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    return box
