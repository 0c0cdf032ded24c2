"""The least a Qt program can show: one label."""

from PySide6.QtWidgets import QApplication, QLabel

from tests.benchmarks.children.ending import end_when_painted


class _Label(QLabel):
    """A label whose class may be changed."""


def main() -> None:
    """Show the label; end once it is painted."""
    application = QApplication([])
    end_when_painted(_Label)
    label = _Label("Ready")
    label.show()
    application.exec()
