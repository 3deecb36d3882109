"""The ONNX graph of all-MiniLM-L6-v2 (a BERT of six layers, then the mean and unit length), over its own weights file,
with or without an adapter (docs/decisions/0011).

Texts are laid end to end in one row of tokens. Inputs: `ids` and `places` (int64, tokens), each token's number in the
vocabulary and its position in its text; `apart` (float32, tokens × tokens), 0 within a text and very negative between
texts; `shares` (float32, texts × tokens), one row per text with 1 / its length at its tokens. Outputs: `vectors`
(float32, texts × 384) and, with an adapter's heads, `answers` (float32, texts × the labels of all QUESTIONS, log-odds).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from bot.encoder_files import HEADS, HIDDEN, LAYERS, QUESTIONS

# LayerNormalization came with operator set 17, which the format's version 8 carries.
OPERATORS, FORMAT = 17, 8
# Added to a score between texts that are none of each other's business.
APART = -1e9


def build(weights: Path, adapter: Mapping[str, np.ndarray]) -> bytes:
    """The serialised graph: it holds no weights, only where in the safetensors file each of them lies.

    `adapter`: for each adapted weight NAME a pair NAME.down (in × rank) and NAME.up (rank × out), and for each of
    QUESTIONS its look and weight (384 × labels) and bias, some 3 MB in all, which the graph does hold; empty for the
    encoder as it was published.
    """
    graph = _Graph(weights, adapter)
    x = _embed(graph)
    for layer in range(LAYERS):
        x = _attend(graph, x, f"encoder.layer.{layer}.attention")
        x = _feed_forward(graph, x, f"encoder.layer.{layer}")
    mean = graph.node("MatMul", "shares", x)
    graph.nodes.append(helper.make_node("LpNormalization", [mean], ["vectors"], axis=-1, p=2))
    outputs = {"vectors": HIDDEN}
    if f"{QUESTIONS[0]}.look" in adapter:
        outputs["answers"] = _answer(graph, x, adapter)
    return graph.serialised(outputs)


class _Graph:
    """Collects nodes and constants; what its methods take and return are names of values."""

    def __init__(self, weights: Path, adapter: Mapping[str, np.ndarray]) -> None:
        self._adapter = adapter
        self.nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._file = weights.name
        self._tensors, self._data_start = _read_header(weights)

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        output = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def constant(self, value: Any, kind: type = np.float32) -> str:
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.array(value, dtype=kind), name))
        return name

    def weight(self, name: str) -> str:
        tensor = self._tensors[name]
        start, end = tensor["data_offsets"]
        proto = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=tensor["shape"])
        proto.data_location = TensorProto.EXTERNAL
        for key, value in (("location", self._file), ("offset", self._data_start + start), ("length", end - start)):
            proto.external_data.add(key=key, value=str(value))
        self._constants.append(proto)
        return name

    def linear(self, x: str, name: str) -> str:
        made = self.node("Gemm", x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), transB=1)
        if f"{name}.down" not in self._adapter:
            return made
        down, up = (self.constant(self._adapter[f"{name}.{part}"]) for part in ("down", "up"))
        return self.node("Gemm", self.node("MatMul", x, down), up, made)

    def normal(self, x: str, name: str) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.node("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)

    def serialised(self, outputs: Mapping[str, int]) -> bytes:
        inputs = [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["tokens"]),
            helper.make_tensor_value_info("places", TensorProto.INT64, ["tokens"]),
            helper.make_tensor_value_info("apart", TensorProto.FLOAT, ["tokens", "tokens"]),
            helper.make_tensor_value_info("shares", TensorProto.FLOAT, ["texts", "tokens"]),
        ]
        shapes = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["texts", size]) for name, size in outputs.items()
        ]
        made = helper.make_graph(self.nodes, "sentence-encoder", inputs, shapes, self._constants)
        operators = [helper.make_opsetid("", OPERATORS)]
        return bytes(helper.make_model(made, opset_imports=operators, ir_version=FORMAT).SerializeToString())


def _read_header(weights: Path) -> tuple[dict[str, Any], int]:
    """Safetensors: eight bytes with the length of the header, the header in JSON, then the data, counted from there."""
    with weights.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        return json.loads(file.read(length)), 8 + length


def _embed(graph: _Graph) -> str:
    words = graph.node("Gather", graph.weight("embeddings.word_embeddings.weight"), "ids")
    places = graph.node("Gather", graph.weight("embeddings.position_embeddings.weight"), "places")
    kinds = graph.weight("embeddings.token_type_embeddings.weight")
    first = graph.node("Gather", kinds, graph.constant(0, np.int64))
    return graph.normal(graph.node("Add", graph.node("Add", words, places), first), "embeddings.LayerNorm")


def _attend(graph: _Graph, x: str, name: str) -> str:
    query, key, value = (_heads(graph, graph.linear(x, f"{name}.self.{part}")) for part in ("query", "key", "value"))
    products = graph.node("MatMul", query, graph.node("Transpose", key, perm=[0, 2, 1]))
    scores = graph.node("Mul", products, graph.constant((HIDDEN / HEADS) ** -0.5))
    weights = graph.node("Softmax", graph.node("Add", scores, "apart"), axis=-1)
    mixed = graph.node("Transpose", graph.node("MatMul", weights, value), perm=[1, 0, 2])
    joined = graph.node("Reshape", mixed, graph.constant([-1, HIDDEN], np.int64))
    added = graph.node("Add", x, graph.linear(joined, f"{name}.output.dense"))
    return graph.normal(added, f"{name}.output.LayerNorm")


def _heads(graph: _Graph, x: str) -> str:
    """tokens × 384 → heads × tokens × 32."""
    split = graph.node("Reshape", x, graph.constant([-1, HEADS, HIDDEN // HEADS], np.int64))
    return graph.node("Transpose", split, perm=[1, 0, 2])


def _feed_forward(graph: _Graph, x: str, name: str) -> str:
    inner = _gelu(graph, graph.linear(x, f"{name}.intermediate.dense"))
    added = graph.node("Add", x, graph.linear(inner, f"{name}.output.dense"))
    return graph.normal(added, f"{name}.output.LayerNorm")


def _gelu(graph: _Graph, x: str) -> str:
    # In the form that ONNX Runtime recognises and computes in one step.
    erf = graph.node("Erf", graph.node("Div", x, graph.constant(2**0.5)))
    doubled = graph.node("Mul", x, graph.node("Add", erf, graph.constant(1)))
    return graph.node("Mul", doubled, graph.constant(0.5))


def _answer(graph: _Graph, x: str, adapter: Mapping[str, np.ndarray]) -> int:
    """Adds the output `answers`: each label looks at the words of a text that matter to it. Gives their number."""
    look, weight, bias = (
        np.concatenate([adapter[f"{name}.{part}"] for name in QUESTIONS], axis=-1)
        for part in ("look", "weight", "bias")
    )
    own = graph.node("Greater", "shares", graph.constant(0))
    # texts × tokens × 1: nothing for a text's own words, very negative for those of the others
    others = graph.node("Where", own, graph.constant(0), graph.constant(APART))
    others = graph.node("Unsqueeze", others, graph.constant([2], np.int64))
    looks = graph.node("Add", graph.node("MatMul", x, graph.constant(look)), others)
    weighed = graph.node("Mul", graph.node("Softmax", looks, axis=1), graph.node("MatMul", x, graph.constant(weight)))
    summed = graph.node("ReduceSum", weighed, graph.constant([1], np.int64), keepdims=0)
    graph.nodes.append(helper.make_node("Add", [summed, graph.constant(bias)], ["answers"]))
    return int(bias.size)
