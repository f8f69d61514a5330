#!/usr/bin/python3
"""Writes models that hostile requests aim at: one that empty inputs would end the process of, and one whose result is as large as its values say.

Needs numpy and onnx (Debian: python3-numpy python3-onnx). Usage: python3 bench/hostile.py DIR
"""
import sys
from pathlib import Path

import numpy
from onnx import TensorProto, helper, numpy_helper


def lstm():
    random = numpy.random.RandomState(0)
    weights = [numpy_helper.from_array(random.rand(1, 16, columns).astype(numpy.float32), name) for name, columns in (("w", 2), ("r", 4))]
    return helper.make_graph(
        [helper.make_node("LSTM", ["sequence", "w", "r"], ["all"], hidden_size=4)], "lstm",
        [helper.make_tensor_value_info("sequence", TensorProto.FLOAT, ["steps", "rows", 2])],
        [helper.make_tensor_value_info("all", TensorProto.FLOAT, ["steps", 1, "rows", 4])], weights)


def grow():
    value = helper.make_tensor("value", TensorProto.FLOAT, [1], [1])
    return helper.make_graph(
        [helper.make_node("ConstantOfShape", ["shape"], ["filled"], value=value)], "grow",
        [helper.make_tensor_value_info("shape", TensorProto.INT64, [2])], [helper.make_tensor_value_info("filled", TensorProto.FLOAT, ["rows", "columns"])])


def main(folder):
    for graph in (lstm(), grow()):
        file = Path(folder) / graph.name / "1" / "model.onnx"
        file.parent.mkdir(parents=True, exist_ok=True)
        model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
        file.write_bytes(model.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main(sys.argv[1])
