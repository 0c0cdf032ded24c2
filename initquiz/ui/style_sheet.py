"""The style sheet: what the palette cannot say about radius, spacing, states and roles.

Widgets are told apart by class, object name and two properties: `role` for plain labels,
frames and buttons, `kind` for the widgets that change their meaning.
"""

import re
from typing import TYPE_CHECKING

from initquiz.resources import asset_file

if TYPE_CHECKING:
    from initquiz.ui.tokens import Theme, TypeScale

_SHEET = """
QToolTip { background: @surface; color: @text; border: 1px solid @line; padding: 4px 8px; }
QScrollArea { background: transparent; border: 0; }

QFrame[role="card"] { background: @surface; border: 1px solid @line; border-radius: 10px; }
QFrame[role="rule"] { background: @line; border: 0; min-height: 1px; max-height: 1px; }

QLabel { background: transparent; }
QLabel[role="display"] { font-size: @display_px; font-weight: 600; }
QLabel[role="title"] { font-size: @title_px; font-weight: 500; }
QLabel[role="heading"] { font-size: @heading_px; font-weight: 500; }
QLabel[role="strong"] { font-weight: 500; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="small"] { color: @muted; font-size: @small_px; }
QLabel[role="warning"] { color: @wrong; font-size: @small_px; }
QLabel#dropArea { background: @accent_soft; color: @text; border: 2px dashed @accent;
    border-radius: 10px; font-size: @title_px; font-weight: 500; }
QLabel[role="tableHead"] { color: @muted; font-weight: 500; border-bottom: 1px solid @line; }

QPushButton, QToolButton { background: @surface; border: 1px solid @control; border-radius: 8px;
    padding: 8px 16px; font-weight: 500; color: @text; }
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:pressed, QToolButton:pressed { background: @line; }
QPushButton:focus, QToolButton:focus { border: 2px solid @focus; padding: 7px 15px; }
QPushButton:disabled, QToolButton:disabled { color: @disabled; border-color: @line; }
QFileDialog QToolButton, QFileDialog QToolButton:focus { padding: 4px; }
QToolButton[role="arrow"] { background: transparent; border: 0; border-radius: 4px; padding: 4px;
    min-width: @box_px; min-height: @box_px; }
QToolButton[role="arrow"]:hover { background: @hover; }
QToolButton#moveUp { qproperty-icon: url(@chevron_up); }
QToolButton#moveDown { qproperty-icon: url(@chevron_down); }
QPushButton[role="accent"] { background: @accent; border-color: @accent; color: @on_accent; }
QPushButton[role="accent"]:hover { background: @accent_strong; border-color: @accent_strong; }
QPushButton[role="accent"]:focus { outline: 2px solid @on_accent; outline-offset: -5px;
    outline-radius: 5px; border: 1px solid @accent; padding: 8px 16px; }
QPushButton[role="accent"]:disabled { background: @line; border-color: @line; color: @disabled; }
QPushButton[role="link"], QPushButton[role="small-link"] { background: transparent;
    border: 2px solid transparent; border-radius: 4px; padding: 2px 4px; color: @accent; }
QPushButton[role="small-link"] { font-size: @small_px; font-weight: 400; }
QPushButton[role="link"]:hover, QPushButton[role="small-link"]:hover { color: @accent_strong;
    text-decoration: underline; }
QPushButton[role="link"]:focus, QPushButton[role="small-link"]:focus { border-color: @focus; }
QPushButton[role="link"]:disabled, QPushButton[role="small-link"]:disabled { color: @disabled; }

QPushButton[role="tab"], QPushButton[role="slot"] { padding: 6px 12px; }
QPushButton[role="tab"]:checked, QPushButton[role="slot"]:checked { background: @accent_soft;
    border: 2px solid @accent; padding: 5px 11px; }
QPushButton[role="tab"]:focus, QPushButton[role="slot"]:focus { border: 2px solid @focus;
    padding: 5px 11px; }
QPushButton[role="tab"]:checked:focus, QPushButton[role="slot"]:checked:focus {
    background: @accent; color: @on_accent; }

KeyCap { background: @background; border: 1px solid @line; border-radius: 4px; color: @muted;
    font-size: @cap_px; font-weight: 600; padding: 1px 5px; }

KeyCap { qproperty-alignment: AlignCenter; }
KeyButton, NavBar QPushButton { qproperty-focusPolicy: TabFocus; }
KeyButton QLabel { qproperty-textInteractionFlags: NoTextInteraction; }
KeyButton QLabel#keyTitle, KeyButton QLabel#keyNote, SittingHeader QLabel#counts {
    qproperty-textFormat: RichText; }
SittingHeader QLabel#counts { qproperty-alignment: 'AlignTop | AlignRight'; }
SittingHeader QLabel#place { qproperty-textFormat: PlainText; }
QScrollArea[role="page"] { qproperty-focusPolicy: NoFocus; }
KeyButton { padding: 0; }
KeyButton:focus { padding: 0; }
KeyButton QLabel#keyTitle { font-weight: 500; color: @text; }
KeyButton QLabel#keyNote { font-size: @small_px; font-weight: 400; color: @muted; }
KeyButton[kind="accent"] { background: @accent; border-color: @accent; }
KeyButton[kind="accent"]:hover { background: @accent_strong; border-color: @accent_strong; }
KeyButton[kind="accent"]:focus { border: 1px solid @accent; outline: 2px solid @on_accent;
    outline-offset: -4px; outline-radius: 5px; }
KeyButton[kind="accent"]:disabled { background: @line; border-color: @line; }
KeyButton[kind="accent"] QLabel#keyTitle, KeyButton[kind="accent"] QLabel#keyNote {
    color: @on_accent; }
KeyButton[kind="accent"] KeyCap { border-color: @surface; background: @surface; }
KeyButton[kind="chosen"] { background: @accent_soft; border: 2px solid @accent; }
KeyButton[kind="right"] { background: @right_soft; border: 2px solid @right; }
KeyButton[kind="wrong"] { background: @wrong_soft; border: 2px solid @wrong; }
KeyButton[kind="option"]:disabled { background: @surface; border-color: @line; }
KeyButton[kind="flat"] { background: transparent; border: 2px solid transparent; }
KeyButton[kind="flat"]:hover { background: @hover; }
KeyButton[kind="flat"]:focus { border-color: @focus; }
KeyButton[kind="flat"] QLabel#keyTitle { font-size: @small_px; font-weight: 400; color: @muted; }

KeyButton[kind="quiet"] QLabel:disabled, KeyButton[kind="quiet"] QLabel#keyTitle:disabled,
KeyButton[kind="quiet"] QLabel#keyNote:disabled, KeyButton[kind="flat"] QLabel#keyTitle:disabled,
KeyButton[kind="accent"] QLabel#keyTitle:disabled,
KeyButton[kind="accent"] QLabel#keyNote:disabled { color: @disabled; }

QLabel#tickBox { min-width: @box_px; max-width: @box_px; min-height: @box_px;
    max-height: @box_px; border: 1px solid @control; border-radius: 4px; background: @surface; }
QLabel#tickBox[kind="ticked"] { background: @accent; border-color: @accent;
    image: url(@check); }

QFrame#restsOn { background: @background; border: 1px solid @line; border-radius: 8px; }
FeedbackPanel { border: 0; border-radius: 8px; background: @hover; }
FeedbackPanel[kind="right"] { background: @right_soft; }
FeedbackPanel[kind="wrong"] { background: @wrong_soft; }
FeedbackPanel QLabel#feedbackTitle { font-weight: 600; color: @text; }
FeedbackPanel[kind="right"] QLabel#feedbackTitle { color: @right; }
FeedbackPanel[kind="wrong"] QLabel#feedbackTitle { color: @wrong; }

NavBar { background: @background; border: 0; border-bottom: 1px solid @line; }
NavBar QLabel#wordmark { font-size: @heading_px; font-weight: 600; }
NavBar QPushButton { background: transparent; color: @muted; font-weight: 400;
    border: 2px solid transparent; border-radius: 4px; padding: 4px 8px; }
NavBar QPushButton:hover { color: @text; background: @hover; }
NavBar QPushButton[current="true"] { color: @accent; font-weight: 600;
    border-bottom: 2px solid @accent; border-bottom-left-radius: 0;
    border-bottom-right-radius: 0; }
NavBar QPushButton:focus { border: 2px solid @focus; border-radius: 4px; padding: 4px 8px; }
NavBar QPushButton::menu-indicator { width: 0; image: none; }

QProgressBar[role="thin"] { border: 0; border-radius: 2px; background: @line;
    min-height: 4px; max-height: 4px; }
QProgressBar[role="thin"]::chunk { background: @accent; border-radius: 2px; }
QProgressBar[role="thin"][kind="wrong"]::chunk { background: @wrong; }

QLineEdit, QPlainTextEdit { background: @surface; border: 1px solid @control;
    border-radius: 8px; padding: 7px 11px; selection-background-color: @accent;
    selection-color: @on_accent; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid @focus; padding: 6px 10px; }
QLineEdit[kind="right"], QLineEdit[kind="right"]:focus { background: @right_soft;
    border: 2px solid @right; padding: 6px 10px; }
QLineEdit[kind="wrong"], QLineEdit[kind="wrong"]:focus { background: @wrong_soft;
    border: 2px solid @wrong; padding: 6px 10px; }
QPlainTextEdit#codeBlock { background: @background; border: 1px solid @line; padding: 9px 11px; }
QPlainTextEdit#codeBlock:focus { border: 2px solid @focus; padding: 8px 10px; }
CardView { background: transparent; border: 0; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: @disabled; border-color: @line; }

QTableView { background: @surface; border: 1px solid @line; border-radius: 8px; padding: 1px;
    outline: 0; selection-background-color: @accent; selection-color: @on_accent;
    gridline-color: @line; alternate-background-color: @background; }
QTableView:focus { border: 2px solid @focus; padding: 0; }
QTableView::item { padding: 4px 8px; }
QTableView#blockTable { selection-background-color: @accent_soft; selection-color: @text; }
QTableView#blockTable::item { padding: 0; }
QListView#historyList { background: @surface; border: 1px solid @line; border-radius: 10px;
    padding: 1px; outline: 0; }
QListView#historyList:focus { border: 2px solid @focus; padding: 0; }
QHeaderView::section { background: @surface; color: @muted; border: 0;
    border-bottom: 1px solid @line; padding: 6px 8px; font-weight: 500; }
QMenu { background: @surface; border: 1px solid @line; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 16px; border-radius: 4px; }
QMenu::item:selected { background: @accent; color: @on_accent; }
QMenu::item:disabled { color: @disabled; }

QComboBox, QAbstractSpinBox { background: @surface; border: 1px solid @control;
    border-radius: 8px; padding: 7px 11px; selection-background-color: @accent;
    selection-color: @on_accent; }
QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid @focus; padding: 6px 10px; }
QComboBox:disabled, QAbstractSpinBox:disabled { color: @disabled; border-color: @line; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit:focus,
QComboBox QLineEdit:focus { border: 0; border-radius: 0; padding: 0;
    background: transparent; }
QAbstractSpinBox { qproperty-alignment: "AlignRight | AlignVCenter"; }
QDateEdit { qproperty-alignment: "AlignLeft | AlignVCenter"; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: 0; width: 28px; }
QComboBox::down-arrow { image: url(@chevron_down); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @line; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 24px;
    background: transparent; }
QAbstractSpinBox::up-arrow { image: url(@chevron_up); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url(@chevron_down); width: 10px; height: 10px; }

QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 2px solid transparent;
    border-radius: 4px; }
QCheckBox[role="quiet"] { color: @muted; font-size: @small_px; }
QCheckBox:focus, QRadioButton:focus { border-color: @focus; }
QCheckBox:disabled, QRadioButton:disabled { color: @disabled; }
QCheckBox::indicator, QRadioButton::indicator { width: @box_px; height: @box_px;
    border: 1px solid @control; border-radius: 4px; background: @surface; }
QRadioButton::indicator { border-radius: @round_px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: @accent; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent;
    image: url(@check); }
QRadioButton::indicator:checked { width: @dot_px; height: @dot_px; border: @ring_px solid @accent; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @control; border-radius: 2px; margin: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""


def style_sheet(theme: "Theme", sizes: "TypeScale") -> str:
    """Return the sheet with the theme's colours and sizes; KeyError for an unknown token."""
    values = {key: str(value) for key, value in theme._asdict().items()}
    values |= {f"{key}_px": f"{px}px" for key, px in sizes._asdict().items()}
    values |= {
        "chevron_up": asset_file("icons/chevron-up.svg").as_posix(),
        "chevron_down": asset_file("icons/chevron-down.svg").as_posix(),
        "check": asset_file(f"icons/check-{theme.name}.svg").as_posix(),
    }
    box = 2 * round(sizes.base * 8 / 14)  # even, so that a radio button is round
    values |= {
        "cap_px": f"{max(11, sizes.small - 1)}px",
        "box_px": f"{box}px",
        "round_px": f"{box // 2 + 1}px",
        "ring_px": f"{round(box * 5 / 16)}px",
        "dot_px": f"{box + 2 - 2 * round(box * 5 / 16)}px",
    }
    return re.sub(r"@(\w+)", lambda found: values[found[1]], _SHEET)
