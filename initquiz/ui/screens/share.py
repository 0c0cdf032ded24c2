"""The Share screen: decks out to other programs, and decks in.

Ctrl+E exports, Ctrl+Shift+I imports, Escape leads back, Ctrl+Z takes the last import back. Files
may be dropped on it.
"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from initquiz.ui.screen import Screen, ScreenSpec

if TYPE_CHECKING:
    from initquiz.ui.services import Services


class ShareScreen(Screen):
    """Holds the page, which is loaded when the screen is first asked for."""

    def __init__(self, services: "Services") -> None:
        """Build the page; it is filled each time it is entered."""
        super().__init__()
        from initquiz.ui.widgets.share_page import SharePage  # noqa: PLC0415 - not for card one

        self.page = SharePage(services, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)

    def enter(self, given: object = None) -> None:  # noqa: ARG002 - nothing is passed here
        """Count afresh."""
        self.page.refresh()

    def undo(self) -> None:
        """Take the last import back."""
        self.page.undo()


SCREEN = ScreenSpec(key="share", title="Share", order=8, shortcut="X", build=ShareScreen)
