"""Fills large matrices block by block: the same bytes from any number of threads.

numpy's samplers let go of the interpreter while they draw, so threads share the work and a
window stays responsive while a worker fills.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from initquiz.initializers.laws import Law
from initquiz.initializers.sampling import Weights, fill

BLOCK = 2**16
"""Weights that share one stream of random numbers."""


def fill_blocks(rng: np.random.Generator, law: Law, out: Weights, *, threads: int = 1) -> None:
    """Overwrite `out`, a contiguous (n_in, n_out) matrix, with draws from a law.

    Each block has its own child of one SeedSequence drawn from `rng`, so only `rng` decides;
    the draws differ from those of `fill`. Sparse and orthogonal matrices are not made of
    independent blocks and are drawn in one.
    """
    whole = law.density < 1 or not law.independent
    flat = out.reshape(1, -1)
    blocks = [out] if whole else [flat[:, at : at + BLOCK] for at in range(0, flat.size, BLOCK)]
    root = np.random.SeedSequence(rng.integers(2**32, size=4).tolist())
    jobs = list(zip(blocks, root.spawn(len(blocks)), strict=True))

    def draw(share: int) -> None:
        for block, child in jobs[share::threads]:
            fill(np.random.Generator(np.random.SFC64(child)), law, block)  # fastest for normals

    if threads == 1:
        draw(0)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(draw, range(threads)))
