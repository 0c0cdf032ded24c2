"""Which widget goes with which kind of answer field; each is loaded when first asked for."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from initquiz.model.arranging import Match, Order
from initquiz.model.choosing import Choice, Choices
from initquiz.model.measuring import Number, PointOnPlot

if TYPE_CHECKING:
    from initquiz.ui.widgets.answers.answer_widget import AnswerWidget

_PLACES = {
    Choice.kind: ("option_grid", "OptionGrid"),
    Choices.kind: ("option_checks", "OptionChecks"),
    Number.kind: ("number_field", "NumberField"),
    Match.kind: ("match_field", "MatchField"),
    Order.kind: ("order_list", "OrderList"),
    PointOnPlot.kind: ("point_field", "PointField"),
}


class _Fields(Mapping[str, "type[AnswerWidget[Any]]"]):
    """The widgets by the kind of answer."""

    def __getitem__(self, kind: str) -> "type[AnswerWidget[Any]]":
        """Return a kind's widget; KeyError if there is no such kind."""
        module, name = _PLACES[kind]
        found: type[AnswerWidget[Any]] = getattr(import_module(f"{__package__}.{module}"), name)
        return found

    def __iter__(self) -> Iterator[str]:
        """Go through the kinds."""
        return iter(_PLACES)

    def __len__(self) -> int:
        """Return how many kinds there are."""
        return len(_PLACES)


FIELDS = _Fields()
