"""The ONNX graph of all-MiniLM-L6-v2, put together from its weights: a BERT of six layers, mean pooling, unit length."""

from __future__ import annotations

from typing import Dict, List

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS, HIDDEN = 6, 12, 384
EPSILON = 1e-12


class Graph:
    """Collects nodes and constants under unique names."""

    def __init__(self, weights: Dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: List[onnx.NodeProto] = []
        self.constants: List[onnx.TensorProto] = []
        self._count = 0

    def node(self, kind: str, *inputs: str, **attributes: object) -> str:
        self._count += 1
        output = f"{kind.lower()}_{self._count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def constant(self, value: np.ndarray) -> str:
        self._count += 1
        name = f"constant_{self._count}"
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def weight(self, name: str, transpose: bool = False) -> str:
        value = self.weights[name]
        return self.constant(np.ascontiguousarray(value.T if transpose else value).astype(np.float32))

    def linear(self, x: str, name: str) -> str:
        product = self.node("MatMul", x, self.weight(f"{name}.weight", transpose=True))
        return self.node("Add", product, self.weight(f"{name}.bias"))

    def normal(self, x: str, name: str) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.node("LayerNormalization", x, scale, bias, axis=-1, epsilon=EPSILON)


def build(weights: Dict[str, np.ndarray]) -> bytes:
    """Serialised model: `ids` and `mask` (int64, batch × tokens) → `vector` (float32, batch × 384, unit length)."""
    graph = Graph(weights)
    bias = _mask_bias(graph)
    x = _embed(graph)
    for layer in range(LAYERS):
        x = _layer(graph, x, bias, f"encoder.layer.{layer}")
    graph.nodes.append(helper.make_node("Identity", [_pool(graph, x)], ["vector"]))
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in ("ids", "mask")]
    output = helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["batch", HIDDEN])
    made = helper.make_graph(graph.nodes, "sentence-encoder", inputs, [output], graph.constants)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()


def _embed(graph: Graph) -> str:
    words = graph.node("Gather", graph.weight("embeddings.word_embeddings.weight"), "ids")
    kinds = graph.constant(graph.weights["embeddings.token_type_embeddings.weight"][:1].astype(np.float32))
    count = graph.node("Slice", graph.node("Shape", "ids"), *(graph.constant(np.array([at])) for at in (1, 2, 0)))
    places = graph.node(
        "Slice",
        graph.weight("embeddings.position_embeddings.weight"),
        graph.constant(np.array([0])),
        count,
        graph.constant(np.array([0])),
    )
    return graph.normal(graph.node("Add", graph.node("Add", words, places), kinds), "embeddings.LayerNorm")


def _mask_bias(graph: Graph) -> str:
    """0 for a token, a large negative number for padding, as batch × 1 × 1 × tokens."""
    mask = graph.node("Cast", "mask", to=TensorProto.FLOAT)
    missing = graph.node("Sub", graph.constant(np.array(1, dtype=np.float32)), mask)
    bias = graph.node("Mul", missing, graph.constant(np.array(-1e9, dtype=np.float32)))
    return graph.node("Unsqueeze", bias, graph.constant(np.array([1, 2])))


def _layer(graph: Graph, x: str, bias: str, name: str) -> str:
    query, key, value = (
        _heads(graph, graph.linear(x, f"{name}.attention.self.{part}")) for part in ("query", "key", "value")
    )
    scores = graph.node("MatMul", query, graph.node("Transpose", key, perm=[0, 1, 3, 2]))
    scale = graph.constant(np.array(1 / np.sqrt(HIDDEN // HEADS), dtype=np.float32))
    chances = graph.node("Softmax", graph.node("Add", graph.node("Mul", scores, scale), bias), axis=-1)
    mixed = graph.node("Transpose", graph.node("MatMul", chances, value), perm=[0, 2, 1, 3])
    joined = graph.node("Reshape", mixed, graph.constant(np.array([0, 0, HIDDEN])))
    attended = graph.node("Add", x, graph.linear(joined, f"{name}.attention.output.dense"))
    x = graph.normal(attended, f"{name}.attention.output.LayerNorm")
    inner = _gelu(graph, graph.linear(x, f"{name}.intermediate.dense"))
    return graph.normal(graph.node("Add", x, graph.linear(inner, f"{name}.output.dense")), f"{name}.output.LayerNorm")


def _heads(graph: Graph, x: str) -> str:
    split = graph.node("Reshape", x, graph.constant(np.array([0, 0, HEADS, HIDDEN // HEADS])))
    return graph.node("Transpose", split, perm=[0, 2, 1, 3])


def _gelu(graph: Graph, x: str) -> str:
    erf = graph.node("Erf", graph.node("Mul", x, graph.constant(np.array(1 / np.sqrt(2), dtype=np.float32))))
    half = graph.node("Mul", x, graph.constant(np.array(0.5, dtype=np.float32)))
    return graph.node("Mul", half, graph.node("Add", erf, graph.constant(np.array(1, dtype=np.float32))))


def _pool(graph: Graph, x: str) -> str:
    """The mean over the real tokens, then unit length."""
    last = graph.constant(np.array([2]))
    mask = graph.node("Unsqueeze", graph.node("Cast", "mask", to=TensorProto.FLOAT), last)
    axis = graph.constant(np.array([1]))
    total = graph.node("ReduceSum", graph.node("Mul", x, mask), axis, keepdims=0)
    mean = graph.node("Div", total, graph.node("ReduceSum", mask, axis, keepdims=0))
    return graph.node("Div", mean, graph.node("ReduceL2", mean, axes=[1], keepdims=1))
