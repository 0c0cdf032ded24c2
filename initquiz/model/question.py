"""A generated question as data: prompt, blocks to show, one answer field, and what to say after.

All feedback is drawn with the question, so that grading is one function for all types and
exporters can take options, tolerances and explanations along.
"""

from dataclasses import dataclass, field

from initquiz.model.answers import AnswerField
from initquiz.model.blocks import Block

FactValue = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Question:
    """One drawn instance. The same key, seed, level and version give the same question.

    `revealed` are the blocks once it is answered, the truth laid over them (empty: as asked);
    `evidence` says what this very sample shows of the truth, beside the theory; `explanation`
    is the longer lesson. `facts` are the numbers it was built from, under names the Lab knows
    (scheme, n_in, n_out, activation, depth, gain, …); `digest` is the hash of its drawn data:
    numpy's streams may change between versions, and the digest tells. `error_bound` is how
    often an ideal observer of the blocks may err.
    """

    key: str
    seed: int
    level: str
    version: int
    prompt: str
    blocks: tuple[Block, ...]
    answer: AnswerField
    explanation: str
    facts: dict[str, FactValue] = field(hash=False)
    digest: str
    error_bound: float = 0.0
    evidence: str = ""
    revealed: tuple[Block, ...] = ()
