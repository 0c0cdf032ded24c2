"""A small multilayer perceptron, exact and pure: forward pass, cross-entropy, gradients.

x has shape (batch, features), labels are integers, each hidden layer is phi(h @ W + b) and
the last one linear. All arithmetic is in the dtype of the parameters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import DTypeLike, NDArray

from initquiz.initializers.activations import Activation
from initquiz.initializers.arrays import Array, Sampler
from initquiz.initializers.fans import fans

Labels = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """One weight matrix (n_in, n_out) and one bias (n_out,) per layer; also their gradients."""

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]


def draw(
    rng: np.random.Generator,
    samples: Sequence[Sampler],
    sizes: Sequence[int],
    *,
    dtype: DTypeLike = np.float64,
) -> Parameters:
    """Return fresh parameters: weights from one sampler per layer, biases zero.

    Weights are drawn as float32, as everywhere, and then cast.

    Raises:
        ShapeError: a size is below 1.
        ValueError: not one sampler per layer.
    """
    shapes = [fans(layer) for layer in pairwise(sizes)]
    weights = [
        sample(rng, shape, dtype=np.float32).astype(dtype)
        for sample, shape in zip(samples, shapes, strict=True)
    ]
    return Parameters(tuple(weights), tuple(np.zeros(one.fan_out, dtype) for one in shapes))


def logits(parameters: Parameters, phi: Activation, x: Array) -> Array:
    """Return the outputs before softmax, shape (batch, classes)."""
    *hidden, last = zip(parameters.weights, parameters.biases, strict=True)
    for weights, bias in hidden:
        x = phi(x @ weights + bias)
    return x @ last[0] + last[1]


def cross_entropy(outputs: Array, labels: Labels) -> float:
    """Return the mean of -log softmax(outputs)[label], in nats; NaN if outputs overflowed."""
    return float(-_log_softmax(outputs)[np.arange(len(labels)), labels].mean())


def accuracy(outputs: Array, labels: Labels) -> float:
    """Return the share of rows whose largest output is the label's."""
    return float(np.mean(outputs.argmax(axis=1) == labels))


def loss_and_gradients(
    parameters: Parameters,
    phi: Activation,
    x: Array,
    labels: Labels,
    *,
    masks: Sequence[Array] | None = None,
) -> tuple[float, Parameters]:
    """Return the cross-entropy and its exact gradient by every parameter.

    `masks` multiply the hidden activations, one (batch, units) array per hidden layer, as
    dropout does.
    """
    inputs, preactivations = [x], []
    *hidden, last = zip(parameters.weights, parameters.biases, strict=True)
    for layer, (weights, bias) in enumerate(hidden):
        z = inputs[-1] @ weights + bias
        preactivations.append(z)
        inputs.append(phi(z) if masks is None else phi(z) * masks[layer])
    log_softmax = _log_softmax(inputs[-1] @ last[0] + last[1])
    rows = np.arange(len(labels))
    delta = np.exp(log_softmax)
    delta[rows, labels] -= 1
    delta /= len(labels)
    weight_gradients, bias_gradients = [], []
    for layer in range(len(hidden), -1, -1):
        weight_gradients.append(inputs[layer].T @ delta)
        bias_gradients.append(delta.sum(axis=0))
        if layer:
            delta = delta @ parameters.weights[layer].T
            if masks is not None:
                delta *= masks[layer - 1]
            delta *= phi.derivative(preactivations[layer - 1])
    loss = float(-log_softmax[rows, labels].mean())
    return loss, Parameters(tuple(weight_gradients[::-1]), tuple(bias_gradients[::-1]))


def step(parameters: Parameters, gradients: Parameters, rate: float) -> Parameters:
    """Return the parameters after one step of plain gradient descent."""
    return Parameters(
        tuple(w - rate * g for w, g in zip(parameters.weights, gradients.weights, strict=True)),
        tuple(b - rate * g for b, g in zip(parameters.biases, gradients.biases, strict=True)),
    )


def dropout_masks(
    rng: np.random.Generator, parameters: Parameters, batch: int, rate: float
) -> tuple[Array, ...]:
    """Return fresh masks: 0 with probability `rate`, else 1 / (1 - rate), per hidden layer."""
    return tuple(
        (rng.random((batch, len(bias))) >= rate).astype(bias.dtype) / (1 - rate)
        for bias in parameters.biases[:-1]
    )


def _log_softmax(outputs: Array) -> Array:
    shifted = outputs - outputs.max(axis=1, keepdims=True)
    result: Array = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
