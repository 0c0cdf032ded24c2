"""The Lab's settings as code: the same weights in numpy, and by PyTorch's own initializers."""

from initquiz.initializers.laws import CUT, SHRINK
from initquiz.study.lab import Setting

_NUMPY = """\
import numpy as np

rng = np.random.default_rng()
n_in, n_out = {n_in}, {n_out}
"""
_TORCH = """\
import math

import torch
from torch import nn

n_in, n_out = {n_in}, {n_out}
w = torch.empty(n_out, n_in)  # torch keeps weights as (out, in)
"""
_STD = {
    "small_random": "0.01",
    "xavier_normal": "np.sqrt(2 / (n_in + n_out))",
    "xavier_uniform": "np.sqrt(2 / (n_in + n_out))",
    "xavier_truncated": "np.sqrt(2 / (n_in + n_out))",
    "xavier_normal_fan_in": "np.sqrt(1 / n_in)",
    "he_normal": "np.sqrt(2 / n_in)",
    "he_uniform": "np.sqrt(2 / n_in)",
    "he_truncated": "np.sqrt(2 / n_in)",
    "lecun_normal": "np.sqrt(1 / n_in)",
    "lecun_uniform": "np.sqrt(1 / n_in)",
    "lecun_truncated": "np.sqrt(1 / n_in)",
    "torch_linear": "np.sqrt(1 / (3 * n_in))",
}


def numpy_code(setting: Setting) -> str:
    """Return numpy code that draws W with shape (n_in, n_out); y = x @ W."""
    gain = _times(setting.gain)
    key = setting.scheme
    if key == "zeros":
        body = "w = np.zeros((n_in, n_out), dtype=np.float32)"
    elif key == "constant":
        body = f"w = np.full((n_in, n_out), 0.1{gain}, dtype=np.float32)"
    elif key == "orthogonal":
        body = (
            "a = rng.standard_normal((max(n_in, n_out), min(n_in, n_out)))\n"
            "q, r = np.linalg.qr(a)\n"
            "q *= np.sign(np.diag(r))  # without it Q is not drawn evenly\n"
            f"w = (q if n_in >= n_out else q.T){gain}"
        )
    elif key in ("sparse", "sparse_fraction"):
        kept = f"min({setting.links}, n_in)" if key == "sparse" else "n_in - ceil(0.9 * n_in)"
        std = "1.0" if key == "sparse" else "0.01"
        body = (
            ("from math import ceil\n\n" if key == "sparse_fraction" else "")
            + f"kept = {kept}  # incoming links of a unit\n"
            + "w = np.zeros((n_in, n_out), dtype=np.float32)\n"
            + "for unit in range(n_out):\n"
            + "    rows = rng.choice(n_in, kept, replace=False)\n"
            + f"    w[rows, unit] = rng.normal(0, {std}{gain}, kept)"
        )
    else:
        body = f"std = {_STD[key]}{gain}\n{_drawn(key)}"
    return _NUMPY.format(n_in=setting.n_in, n_out=setting.n_out) + body + "\n"


def _drawn(key: str) -> str:
    """Return the numpy line that draws weights of a standard deviation `std`."""
    if key.endswith("uniform") or key == "torch_linear":
        return (
            "bound = np.sqrt(3) * std\n"
            "w = rng.uniform(-bound, bound, (n_in, n_out)).astype(np.float32)"
        )
    if key.endswith("truncated"):
        return (
            f"core = std / {SHRINK:.12f}  # the cut narrows a normal by this factor\n"
            "w = rng.normal(0, core, (n_in, n_out)).astype(np.float32)\n"
            f"while (beyond := np.abs(w) > {CUT:g} * core).any():\n"
            "    w[beyond] = rng.normal(0, core, beyond.sum())"
        )
    return "w = rng.standard_normal((n_in, n_out), dtype=np.float32) * np.float32(std)"


def torch_code(setting: Setting) -> str:
    """Return PyTorch code that fills w, shape (n_out, n_in), with the same law."""
    gain = setting.gain
    std = _STD.get(setting.scheme, "").replace("np.", "math.") + _times(gain)
    lines = {
        "zeros": "nn.init.zeros_(w)",
        "constant": f"nn.init.constant_(w, 0.1{_times(gain)})",
        "orthogonal": f"nn.init.orthogonal_(w, gain={gain:.6g})",
        "xavier_normal": f"nn.init.xavier_normal_(w, gain={gain:.6g})",
        "xavier_uniform": f"nn.init.xavier_uniform_(w, gain={gain:.6g})",
        "sparse": _TORCH_SPARSE.format(kept=f"min({setting.links}, n_in)", std=_times(gain, "1.0")),
        "sparse_fraction": _TORCH_SPARSE.format(
            kept="n_in - math.ceil(0.9 * n_in)", std=_times(gain, "0.01")
        ),
    }
    if gain == 1:
        lines["he_normal"] = 'nn.init.kaiming_normal_(w, nonlinearity="relu")'
        lines["he_uniform"] = 'nn.init.kaiming_uniform_(w, nonlinearity="relu")'
        lines["torch_linear"] = "nn.init.kaiming_uniform_(w, a=math.sqrt(5))  # nn.Linear's own"
    line = lines.get(setting.scheme, "")
    if not line and setting.scheme.endswith("truncated"):
        line = (
            f"core = {std} / {SHRINK:.12f}  # torch does not correct for the cut\n"
            f"nn.init.trunc_normal_(w, std=core, a=-{CUT:g} * core, b={CUT:g} * core)"
        )
    elif not line and (setting.scheme.endswith("uniform") or setting.scheme == "torch_linear"):
        line = f"bound = math.sqrt(3) * {std}\nnn.init.uniform_(w, -bound, bound)"
    elif not line:
        line = f"nn.init.normal_(w, std={std})"
    return _TORCH.format(n_in=setting.n_in, n_out=setting.n_out) + line + "\n"


_TORCH_SPARSE = """\
kept = {kept}  # incoming links of a unit; nn.init.sparse_ would fix the outgoing ones
nn.init.zeros_(w)
for unit in range(n_out):
    w[unit, torch.randperm(n_in)[:kept]] = torch.randn(kept) * {std}"""


def _times(gain: float, start: str = "") -> str:
    """Return a factor to be written behind a number; nothing for 1."""
    return start if gain == 1 else f"{start} * {gain:.6g}" if start else f" * {gain:.6g}"
