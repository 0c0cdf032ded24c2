"""The Lab screen: play with schemes, layers and networks, and see what becomes of them.

Opened from a question it starts with that question's numbers.
"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from initquiz.ui.screen import Screen, ScreenSpec

if TYPE_CHECKING:
    from initquiz.ui.services import Services


class LabScreen(Screen):
    """Holds the Lab's page, which is loaded when the screen is first asked for."""

    def __init__(self, _services: "Services") -> None:
        """Build the page: numpy, the plots and all."""
        super().__init__()
        from initquiz.ui.widgets.lab_page import LabPage  # noqa: PLC0415 - not for the first card

        self.page = LabPage(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)

    def enter(self, given: object = None) -> None:
        """Come to the front, with the facts of a question if one was left for it."""
        from initquiz.study.lab import from_facts  # noqa: PLC0415 - as above

        if isinstance(given, dict):
            self.page.open_with(from_facts(given))
        else:
            self.page.refresh()


SCREEN = ScreenSpec(key="lab", title="Lab", order=3, shortcut="L", build=LabScreen)
