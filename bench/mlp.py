#!/usr/bin/python3
"""Writes the benchmark's compute-heavy model: an MLP 512-2048-2048-2048-16 of 9.5 million multiply-adds per row.

Needs numpy and onnx (Debian: python3-numpy python3-onnx). Usage: python3 bench/mlp.py FILE
"""
import sys

import numpy
from onnx import TensorProto, helper, numpy_helper

LAYERS = [512, 2048, 2048, 2048, 16]


def main(file):
    random = numpy.random.RandomState(0)
    nodes, constants, name = [], [], "input"
    for i, (rows, columns) in enumerate(zip(LAYERS, LAYERS[1:])):
        last = i == len(LAYERS) - 2
        weights = (random.rand(rows, columns).astype(numpy.float32) - 0.5) * numpy.float32(2 / rows ** 0.5)
        constants += [numpy_helper.from_array(weights, f"weights{i}"), numpy_helper.from_array(numpy.zeros(columns, numpy.float32), f"bias{i}")]
        nodes.append(helper.make_node("Gemm", [name, f"weights{i}", f"bias{i}"], ["output" if last else f"sum{i}"]))
        if not last:
            nodes.append(helper.make_node("Relu", [f"sum{i}"], [f"layer{i}"]))
        name = f"layer{i}"
    graph = helper.make_graph(
        nodes, "mlp", [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["rows", LAYERS[0]])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["rows", LAYERS[-1]])], constants)
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    with open(file, "wb") as target:
        target.write(model.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main(sys.argv[1])
