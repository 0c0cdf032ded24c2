"""Where the sitting stands: the card's place, the counts that remain and the progress."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

_STEPS = 1000


class SittingHeader(QWidget):
    """Deck and topic to the left, counts to the right, a thin bar below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty header."""
        super().__init__(parent)
        self._place = QLabel(wordWrap=True)
        self._counts = QLabel()
        self._bar = QProgressBar(textVisible=False, maximum=_STEPS)
        for widget in (self._place, self._counts):
            widget.setProperty("role", "small")
        self._place.setObjectName("place")
        self._counts.setObjectName("counts")
        self._bar.setProperty("role", "thin")
        self._bar.setAccessibleName("Progress of this sitting")
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._place, 1)
        line.addWidget(self._counts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(line)
        layout.addWidget(self._bar)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._spoken_counts = ""
        self._spoken_progress = ""

    def set_place(self, place: str) -> None:
        """Say where the card belongs: "Weight initialization · He initialization"."""
        self._place.setText(place)

    def set_counts(self, new: int, learning: int, review: int, current: str = "") -> None:
        """Show what remains; `current` ("new", "learning", "review") is underlined."""
        kinds = {"new": new, "learning": learning, "review": review}
        parts = []
        for kind, count in kinds.items():
            text = f"<b>{count}</b> {kind}"
            parts.append(f"<u>{text}</u>" if kind == current else text)
        self._counts.setText("&nbsp; ".join(parts))
        self._spoken_counts = f"{new} new, {learning} learning, {review} to review"
        self._speak()

    def set_progress(self, done: int, total: int) -> None:
        """Show how far the sitting is; a sitting of nothing is done."""
        self._bar.setValue(round(_STEPS * done / total) if total else _STEPS)
        self._spoken_progress = f"{done} of {total} done"
        self._speak()

    def _speak(self) -> None:
        words = [part for part in (self._spoken_counts, self._spoken_progress) if part]
        self.setAccessibleName("; ".join(words))
