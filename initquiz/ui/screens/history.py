"""The history: every compute-it question that was answered, each shown again exactly as it was.

Arrows choose an answer, Enter or a click shows its question with the answer given then and what
the program said to it; Alt+Down and Alt+Up go on to older and newer ones, N draws another one
like it for practice, L opens it in the Lab, Escape leads back to the list.
"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from initquiz.ui.screen import KeyedScreen, ScreenSpec

if TYPE_CHECKING:
    from initquiz.ui.services import Services


class HistoryScreen(KeyedScreen):
    """Holds the history's page, which is loaded when the screen is first asked for."""

    def __init__(self, services: "Services") -> None:
        """Build the page; it reads the log each time it is entered."""
        super().__init__()
        from initquiz.ui.widgets.history_page import (  # noqa: PLC0415 - not for the first card
            HistoryPage,
        )

        self.page = HistoryPage(services, self.keys, self)
        self.page.go.connect(self.go)
        self.page.claims.connect(self.claims)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)

    def enter(self, given: object = None) -> None:  # noqa: ARG002 - nothing is passed here
        """Show what was answered since, or what was shown last."""
        self.page.refresh()


SCREEN = ScreenSpec(key="history", title="History", order=4, shortcut="H", build=HistoryScreen)
