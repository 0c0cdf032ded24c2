"""Which widget goes with which kind of answer field."""

from typing import TYPE_CHECKING, Any

from initquiz.model.arranging import Match, Order
from initquiz.model.choosing import Choice, Choices
from initquiz.model.measuring import Number, PointOnPlot
from initquiz.ui.widgets.answers.match_field import MatchField
from initquiz.ui.widgets.answers.number_field import NumberField
from initquiz.ui.widgets.answers.option_checks import OptionChecks
from initquiz.ui.widgets.answers.option_grid import OptionGrid
from initquiz.ui.widgets.answers.order_list import OrderList
from initquiz.ui.widgets.answers.point_field import PointField

if TYPE_CHECKING:
    from initquiz.ui.widgets.answers.answer_widget import AnswerWidget

FIELDS: "dict[str, type[AnswerWidget[Any]]]" = {
    Choice.kind: OptionGrid,
    Choices.kind: OptionChecks,
    Number.kind: NumberField,
    Match.kind: MatchField,
    Order.kind: OrderList,
    PointOnPlot.kind: PointField,
}
