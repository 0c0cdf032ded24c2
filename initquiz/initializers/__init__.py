"""Weight initialization in numpy: exact laws, samplers, and the proof that they can be told apart.

    from initquiz.initializers.named import he_normal
    from initquiz.initializers.schemes import scheme

    weights = he_normal(np.random.default_rng(7), (784, 256))
    law = scheme("kaiming").law((784, 256))
    law.std, law.support, law.cdf(0.1), law.bin_probabilities(edges)

W is (n_in, n_out) and y = x @ W. From the ground up: `fans` and `gains`, `laws` (what one
weight is distributed like), `rules` (the published formulas), `sampling` and `blocks` (filling
arrays), `schemes` (the table of records) and `named` (a function for each), `histogram` and
`drawn` (counts), `identify` and `distractors` (which laws can be told apart, and from how many
weights), `figure` and `words` (what a learner is shown).
"""
