#!/usr/bin/python3
"""Writes the models of the protocol's tests, each below 1 kB. Needs onnx and numpy (Debian: python3-onnx python3-numpy).

    python3 tests/app/Inference/Fixtures/generate.py
"""
import json
from pathlib import Path

import numpy
from onnx import TensorProto as T
from onnx import checker, helper, numpy_helper

FIXTURES = Path(__file__).resolve().parent
ROOT = FIXTURES / "models"
TYPES = {
    "bool": T.BOOL, "uint8": T.UINT8, "uint16": T.UINT16, "uint32": T.UINT32, "uint64": T.UINT64, "int8": T.INT8, "int16": T.INT16,
    "int32": T.INT32, "int64": T.INT64, "fp16": T.FLOAT16, "fp32": T.FLOAT, "fp64": T.DOUBLE, "bytes": T.STRING,
}
BATCHING = {"batching": {"maxBatchSize": 8, "maxQueueDelayMicroseconds": 5000, "maxQueueSize": 256}}


def constant(name, values, dtype):
    return numpy_helper.from_array(numpy.array(values, dtype=dtype), name)


def write(name, nodes, inputs, outputs, initializers=(), settings=None, version=1, root=ROOT):
    """inputs and outputs are (name, type, shape) with None for a free dimension."""
    def infos(tensors):
        return [helper.make_tensor_value_info(tensor, kind, [f"{tensor}_{i}" if d is None else d for i, d in enumerate(shape)])
                for tensor, kind, shape in tensors]
    graph = helper.make_graph(nodes, name, infos(inputs), infos(outputs), list(initializers))
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    checker.check_model(model)
    content = model.SerializeToString(deterministic=True)
    assert len(content) < 1024, (name, len(content))
    file = root / name / str(version) / "model.onnx"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    if settings:
        (ROOT / name / "model.json").write_text(json.dumps(settings) + "\n")


def identity(source="INPUT0", target="OUTPUT0"):
    return helper.make_node("Identity", [source], [target])


def loop(iterations):
    """A graph that returns its input after so many turns, each of which waits for the one before."""
    body = helper.make_graph(
        [helper.make_node("Identity", ["more"], ["more_still"]), helper.make_node("Identity", ["value"], ["same"])], "turn",
        [helper.make_tensor_value_info("turn", T.INT64, []), helper.make_tensor_value_info("more", T.BOOL, []),
         helper.make_tensor_value_info("value", T.FLOAT, [None])],
        [helper.make_tensor_value_info("more_still", T.BOOL, []), helper.make_tensor_value_info("same", T.FLOAT, [None])])
    return ([helper.make_node("Loop", ["turns", "", "INPUT0"], ["OUTPUT0"], body=body)], [constant("turns", iterations, numpy.int64)])


def main():
    pair = [("INPUT0", T.INT32, [None, 16]), ("INPUT1", T.INT32, [None, 16])]
    write("simple", [helper.make_node("Add", ["INPUT0", "INPUT1"], ["OUTPUT0"]), helper.make_node("Sub", ["INPUT0", "INPUT1"], ["OUTPUT1"])],
          pair, [("OUTPUT0", T.INT32, [None, 16]), ("OUTPUT1", T.INT32, [None, 16])], settings=BATCHING)
    for name, kind in TYPES.items():
        write(f"identity_{name}", [identity()], [("INPUT0", kind, [None, None])], [("OUTPUT0", kind, [None, None])])
    write("identity_1d_fp32", [identity()], [("INPUT0", T.FLOAT, [None])], [("OUTPUT0", T.FLOAT, [None])])
    write("identity_1d_fp32_batched", [identity()], [("INPUT0", T.FLOAT, [None, None])], [("OUTPUT0", T.FLOAT, [None, None])], settings=BATCHING)
    write("identity_1d_bool", [identity()], [("INPUT0", T.BOOL, [None])], [("OUTPUT0", T.BOOL, [None])])
    write("no_input", [identity("values")], [], [("OUTPUT0", T.FLOAT, [2])], [constant("values", [1, 2], numpy.float32)])
    write("bytes_1", [identity()], [("INPUT0", T.STRING, [1])], [("OUTPUT0", T.STRING, [1])])
    write("three_in", [identity(f"INPUT{i}", f"OUTPUT{i}") for i in range(3)],
          [(f"INPUT{i}", T.FLOAT, [1]) for i in range(3)], [(f"OUTPUT{i}", T.FLOAT, [1]) for i in range(3)])
    write("sum3", [helper.make_node("ReduceSum", ["INPUT0", "axes"], ["OUTPUT0"], keepdims=0)],
          [("INPUT0", T.INT32, [1, 3])], [("OUTPUT0", T.INT32, [1])], [constant("axes", [1], numpy.int64)])
    write("cast_fp16", [helper.make_node("Cast", ["INPUT0"], ["fp16_output"], to=T.FLOAT16), identity(target="fp32_output")],
          [("INPUT0", T.FLOAT, [None, None])], [("fp16_output", T.FLOAT16, [None, None]), ("fp32_output", T.FLOAT, [None, None])])
    write("cast_fp16_in", [helper.make_node("Cast", ["INPUT0"], ["OUTPUT0"], to=T.FLOAT)],
          [("INPUT0", T.FLOAT16, [None, None])], [("OUTPUT0", T.FLOAT, [None, None])])
    write("nan_inf_output", [identity("values")], [("INPUT0", T.FLOAT, [1])], [("OUTPUT0", T.FLOAT, [6])],
          [constant("values", [numpy.nan, numpy.inf, -numpy.inf, 1, 2, 3], numpy.float32)])
    write("scalar_out", [helper.make_node("ReduceSum", ["INPUT0"], ["OUTPUT0"], keepdims=0)],
          [("INPUT0", T.FLOAT, [None])], [("OUTPUT0", T.FLOAT, [])])
    write("mymodel",
          [helper.make_node("Cast", ["input0"], ["numbers"], to=T.FLOAT), helper.make_node("Cast", ["input1"], ["flags"], to=T.FLOAT),
           helper.make_node("Slice", ["flags", "zero", "two"], ["pair"]), helper.make_node("Reshape", ["pair", "row"], ["last"]),
           helper.make_node("Concat", ["numbers", "last"], ["output0"], axis=0)],
          [("input0", T.UINT32, [2, 2]), ("input1", T.BOOL, [3])], [("output0", T.FLOAT, [3, 2])],
          [constant("zero", [0], numpy.int64), constant("two", [2], numpy.int64), constant("row", [1, 2], numpy.int64)])
    for version in (1, 2):
        write("two_versions", [helper.make_node("Add", ["INPUT0", "more"], ["OUTPUT0"])],
              [("INPUT0", T.FLOAT, [None, 1])], [("OUTPUT0", T.FLOAT, [None, 1])], [constant("more", [version], numpy.float32)], version=version)
    nodes, turns = loop(150_000)
    write("slow", nodes, [("INPUT0", T.FLOAT, [None])], [("OUTPUT0", T.FLOAT, [None])], turns,
          settings={"batching": {"maxBatchSize": 1, "maxQueueDelayMicroseconds": 0, "maxQueueSize": 1}})
    nodes, turns = loop(200_000_000)
    write("slow_load", nodes, [("INPUT0", T.FLOAT, [1])], [("OUTPUT0", T.FLOAT, [1])], turns, root=FIXTURES / "loading")
    broken = ROOT / "broken/1/model.onnx"
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_bytes(bytes(range(10)))


if __name__ == "__main__":
    main()
