"""One widget for each kind of plot; `initquiz.drawing.figures` chooses among them."""

# pyqtgraph takes whichever Qt binding is already loaded, so ours has to come first.
import PySide6.QtCore  # noqa: F401
