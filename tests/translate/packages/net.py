"""A small transformer that learns with numpy alone: what is trained here has the shape that CTranslate2 reads.

Pre-norm, two layers each side, one table of embeddings for source, target and output. Every function gives its
value and a way back: a function from the gradient of the value to those of what it was made from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

Array = np.ndarray[Any, np.dtype[np.float32]]
Ids = np.ndarray[Any, np.dtype[np.int64]]

WIDTH, HEADS, INNER, LAYERS = 96, 4, 256, 2
_TINY = np.float32(1e-5)
_NEVER = np.float32(-1e9)


@dataclass
class Net:
    """The weights by name, their gradients, and the way back of what was just computed."""

    weights: dict[str, Array]
    grads: dict[str, Array] = field(default_factory=dict)
    back: list[Callable[[], None]] = field(default_factory=list)

    def learn(self, name: str, grad: Array) -> None:
        """Add to the gradient of a weight."""
        self.grads[name] = self.grads[name] + grad if name in self.grads else grad


@dataclass
class Var:
    """A value on the way, and its gradient."""

    value: Array
    grad: Array

    def __init__(self, value: Array) -> None:
        self.value = value
        self.grad = np.zeros_like(value)


def fresh(vocabulary: int, rng: np.random.Generator) -> Net:
    """Make the weights of an untaught net."""

    def matrix(rows: int, columns: int) -> Array:
        reach = (6 / (rows + columns)) ** 0.5
        return rng.uniform(-reach, reach, (rows, columns)).astype(np.float32)

    weights: dict[str, Array] = {"table": (rng.normal(0, WIDTH**-0.5, (vocabulary, WIDTH))).astype(np.float32)}

    def linear(name: str, rows: int, columns: int) -> None:
        weights[f"{name}.w"], weights[f"{name}.b"] = matrix(rows, columns), np.zeros(rows, np.float32)

    def norm(name: str) -> None:
        weights[f"{name}.g"], weights[f"{name}.s"] = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    for side in ("enc", "dec"):
        norm(f"{side}.norm")
        for layer in range(LAYERS):
            at = f"{side}.{layer}"
            for part in ("self", "cross") if side == "dec" else ("self",):
                norm(f"{at}.{part}")
                for each in "qkvo":
                    linear(f"{at}.{part}.{each}", WIDTH, WIDTH)
            norm(f"{at}.ffn")
            linear(f"{at}.ffn.0", INNER, WIDTH)
            linear(f"{at}.ffn.1", WIDTH, INNER)
    return Net(weights)


def positions(length: int) -> Array:
    """Give the position encodings as CTranslate2 computes them: from 1, sines first, then cosines."""
    half = WIDTH // 2
    scales = np.exp(np.arange(half) * -(np.log(10000.0) / (half - 1)))
    angles = np.arange(1, length + 1)[:, None] * scales[None, :]
    return np.concatenate([np.sin(angles), np.cos(angles)], 1).astype(np.float32)


def embed(net: Net, ids: Ids, drop: Array | float) -> Var:
    """Look the tokens up, and say where each stands."""
    scale = np.float32(WIDTH**0.5)
    out = Var((net.weights["table"][ids] * scale + positions(ids.shape[1])) * drop)

    def back() -> None:
        grad = np.zeros_like(net.weights["table"])
        np.add.at(grad, ids.reshape(-1), (out.grad * drop * scale).reshape(-1, WIDTH))
        net.learn("table", grad)

    net.back.append(back)
    return out


def linear(net: Net, x: Var, name: str) -> Var:
    """Give x W' + b."""
    w = net.weights[f"{name}.w"]
    out = Var(x.value @ w.T + net.weights[f"{name}.b"])

    def back() -> None:
        flat = out.grad.reshape(-1, w.shape[0])
        x.grad += (flat @ w).reshape(x.value.shape)
        net.learn(f"{name}.w", flat.T @ x.value.reshape(-1, w.shape[1]))
        net.learn(f"{name}.b", flat.sum(0))

    net.back.append(back)
    return out


def norm(net: Net, x: Var, name: str) -> Var:
    """Normalise each token."""
    gain, shift = net.weights[f"{name}.g"], net.weights[f"{name}.s"]
    middle = x.value - x.value.mean(-1, keepdims=True)
    spread = 1 / np.sqrt((middle * middle).mean(-1, keepdims=True) + _TINY)
    even = middle * spread
    out = Var(even * gain + shift)

    def back() -> None:
        net.learn(f"{name}.g", (out.grad * even).reshape(-1, WIDTH).sum(0))
        net.learn(f"{name}.s", out.grad.reshape(-1, WIDTH).sum(0))
        grad = out.grad * gain
        flat = grad.mean(-1, keepdims=True)
        x.grad += spread * (grad - flat - even * (grad * even).mean(-1, keepdims=True))

    net.back.append(back)
    return out


def attend(net: Net, x: Var, about: Var, mask: Array, name: str) -> Var:
    """Let each token of x look at those of ``about``; ``mask`` is added before the softmax."""
    q, k, v = linear(net, x, f"{name}.q"), linear(net, about, f"{name}.k"), linear(net, about, f"{name}.v")
    scale = np.float32((WIDTH // HEADS) ** -0.5)
    qs, ks, vs = _heads(q.value) * scale, _heads(k.value), _heads(v.value)
    scores = qs @ ks.transpose(0, 1, 3, 2) + mask
    scores -= scores.max(-1, keepdims=True)
    weight = np.exp(scores)
    weight /= weight.sum(-1, keepdims=True)
    out = Var(_joined(weight @ vs))

    def back() -> None:
        grad = _heads(out.grad)
        v.grad += _joined(weight.transpose(0, 1, 3, 2) @ grad)
        inner = grad @ vs.transpose(0, 1, 3, 2)
        inner = weight * (inner - (inner * weight).sum(-1, keepdims=True))
        q.grad += _joined(inner @ ks) * scale
        k.grad += _joined(inner.transpose(0, 1, 3, 2) @ qs)

    net.back.append(back)
    return linear(net, out, f"{name}.o")


def relu(net: Net, x: Var) -> Var:
    """Cut off what is below zero."""
    out = Var(np.maximum(x.value, 0))

    def back() -> None:
        x.grad += out.grad * (x.value > 0)

    net.back.append(back)
    return out


def add(net: Net, x: Var, change: Var, drop: Array | float) -> Var:
    """Give x and what a layer adds to it."""
    out = Var(x.value + change.value * drop)

    def back() -> None:
        x.grad += out.grad
        change.grad += out.grad * drop

    net.back.append(back)
    return out


def _heads(x: Array) -> Array:
    return x.reshape(x.shape[0], x.shape[1], HEADS, -1).transpose(0, 2, 1, 3)


def _joined(x: Array) -> Array:
    return x.transpose(0, 2, 1, 3).reshape(x.shape[0], x.shape[2], -1)


def logits(net: Net, source: Ids, target: Ids, pad: int, drop: Callable[[tuple[int, ...]], Array | float]) -> Var:
    """Compute what comes after each token of ``target``."""
    hide = np.where(source == pad, _NEVER, np.float32(0))[:, None, None, :]
    ahead = np.triu(np.full((target.shape[1], target.shape[1]), _NEVER, np.float32), 1)
    shape = (*source.shape, WIDTH)
    x = embed(net, source, drop(shape))
    for layer in range(LAYERS):
        at = f"enc.{layer}"
        even = norm(net, x, f"{at}.self")
        x = add(net, x, attend(net, even, even, hide, f"{at}.self"), drop(shape))
        x = _forward(net, x, at, drop(shape))
    memory = norm(net, x, "enc.norm")
    shape = (*target.shape, WIDTH)
    y = embed(net, target, drop(shape))
    for layer in range(LAYERS):
        at = f"dec.{layer}"
        even = norm(net, y, f"{at}.self")
        y = add(net, y, attend(net, even, even, ahead, f"{at}.self"), drop(shape))
        y = add(net, y, attend(net, norm(net, y, f"{at}.cross"), memory, hide, f"{at}.cross"), drop(shape))
        y = _forward(net, y, at, drop(shape))
    last = norm(net, y, "dec.norm")
    table = net.weights["table"]
    out = Var(last.value @ table.T)

    def back() -> None:
        flat = out.grad.reshape(-1, table.shape[0])
        last.grad += out.grad @ table
        net.learn("table", flat.T @ last.value.reshape(-1, WIDTH))

    net.back.append(back)
    return out


def _forward(net: Net, x: Var, at: str, drop: Array | float) -> Var:
    inner = relu(net, linear(net, norm(net, x, f"{at}.ffn"), f"{at}.ffn.0"))
    return add(net, x, linear(net, inner, f"{at}.ffn.1"), drop)


def loss(net: Net, out: Var, wanted: Ids, pad: int, smooth: float = 0.03) -> float:
    """Compare with what was wanted (cross entropy, a little smoothed), and go all the way back."""
    shifted = out.value - out.value.max(-1, keepdims=True)
    chance = np.exp(shifted)
    chance /= chance.sum(-1, keepdims=True)
    real = wanted != pad
    rows, columns = np.nonzero(real)
    right = wanted[rows, columns]
    count = len(rows)
    lost = -np.log(chance[rows, columns, right] + 1e-9).mean()
    grad = chance - smooth / chance.shape[-1]
    grad[rows, columns, right] -= 1 - smooth
    out.grad = (grad * real[..., None] / count).astype(np.float32)
    for step in reversed(net.back):
        step()
    net.back.clear()
    return float(lost)
