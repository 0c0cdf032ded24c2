"""A drawn question as HTML."""

from initquiz.markup.statement import plots, statement
from initquiz.model.blocks import Code, Histogram, Table

PLOT = Histogram((0.0, 1.0), (1,), 1, summary='One "bar".', title="Layer 1")
CODE = Code("if a < b:\n    pass", title="The line")
TABLE = Table(("Scheme", "$\\sigma$"), (("**He**", "0.1"),))


def test_code_and_tables_are_html_and_plots_are_one_picture() -> None:
    """In the order of the question, the plots' summaries as the picture's words."""
    html = statement("Which $x$?", (PLOT, CODE, TABLE), "p.png")
    assert r"<p>Which \(x\)?</p>" in html
    assert "<pre><code>if a &lt; b:\n    pass</code></pre>" in html
    assert "<strong>The line</strong>" in html
    assert r"<th>\(\sigma\)</th>" in html
    assert "<td><strong>He</strong></td>" in html
    assert '<img src="p.png" alt="Layer 1: One &quot;bar&quot;.">' in html
    assert plots((PLOT, CODE, TABLE)) == (PLOT,)


def test_without_a_picture_there_is_none() -> None:
    """Nothing points at what is not there."""
    assert "<img" not in statement("Why?", (CODE,))
