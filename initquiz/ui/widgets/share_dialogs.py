"""The two dialogs that ask for files; both leave the window alive behind them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from initquiz.study.destinations import proposed
from initquiz.ui.widgets.share_targets import target_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from initquiz.model.exchange import Exporter
    from initquiz.study.sharing import Order


def save_dialog(
    parent: QWidget, exporter: "Exporter", order: "Order", folder: "Path"
) -> QFileDialog:
    """Return a dialog that asks where an export goes, with a name to begin with."""
    dialog = QFileDialog(parent, f"Export for {target_of(exporter)}")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{exporter.title} ({_patterns(exporter.suffixes)})")
    dialog.setDefaultSuffix(exporter.suffixes[0].lstrip("."))
    dialog.setDirectory(str(folder))
    dialog.selectFile(proposed(order, exporter.suffixes[0]))
    return dialog


def open_dialog(parent: QWidget, suffixes: "Sequence[str]") -> QFileDialog:
    """Return a dialog that asks for files to import, one or more."""
    dialog = QFileDialog(parent, "Import")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([f"Decks ({_patterns(suffixes)})", "All files (*)"])
    return dialog


def _patterns(suffixes: "Sequence[str]") -> str:
    return " ".join(f"*{suffix}" for suffix in suffixes)
