"""The answer fields: how a question may be answered, what is right, what each mistake shows.

Each field has its `solution` and a `hint` for typing, tells whether an answer `is_right`
(UsageError if it does not fit the field), reads a typed answer (`parse`, UsageError with what to
type), writes it for the log (`log`, read back by `logged`), names the `mistake` and the
`confusion` of a wrong one and yields some `wrong_answers`, with which quality control tries it.
"""

from initquiz.model.arranging import Match, Order
from initquiz.model.choosing import Choice, Choices
from initquiz.model.measuring import Number, PointOnPlot

AnswerField = Choice | Choices | Number | PointOnPlot | Match | Order
