"""Writes the models of the ONNX backend's node tests as a repository, and their inputs and outputs as requests and answers.

    suite.py FOLDER    for FOLDER/models/<name>/1/model.onnx and FOLDER/cases/<name>.json

The tests are those of the onnx that is installed, which generates them; none is kept here.
"""

import json
import os
import sys

import numpy as np

# Older versions of onnx use names that numpy no longer has.
for name, kind in [("float", float), ("int", int), ("bool", bool), ("object", object), ("str", str)]:
    if name not in np.__dict__:
        setattr(np, name, kind)

from onnx import TensorProto  # noqa: E402
from onnx.backend.test.case import model as model_cases, node as node_cases  # noqa: E402

NAMES = {
    TensorProto.BOOL: "BOOL", TensorProto.UINT8: "UINT8", TensorProto.UINT16: "UINT16", TensorProto.UINT32: "UINT32",
    TensorProto.UINT64: "UINT64", TensorProto.INT8: "INT8", TensorProto.INT16: "INT16", TensorProto.INT32: "INT32",
    TensorProto.INT64: "INT64", TensorProto.FLOAT16: "FP16", TensorProto.FLOAT: "FP32", TensorProto.DOUBLE: "FP64",
    TensorProto.STRING: "BYTES", TensorProto.BFLOAT16: "BF16",
}


def tensor(value, info):
    """The value as the protocol has it; null for what is no tensor."""
    if info.type.WhichOneof("value") != "tensor_type" or not isinstance(value, (np.ndarray, np.generic, int, float)):
        return None
    kind = info.type.tensor_type.elem_type
    array = np.asarray(value)
    if kind == TensorProto.BFLOAT16 and array.dtype.kind == "f":
        array = (array.astype(np.float32).view(np.uint32) >> 16).astype(np.uint16)
    entry = {"name": info.name, "datatype": NAMES.get(kind), "shape": list(array.shape)}
    if kind == TensorProto.STRING:
        entry["data"] = [text.decode() if isinstance(text, bytes) else str(text) for text in array.ravel()]
    else:
        entry["hex"] = np.ascontiguousarray(array).tobytes().hex()
    return entry


def main(folder):
    os.makedirs(f"{folder}/cases")
    written = set()
    for case in model_cases.collect_testcases() + node_cases.collect_testcases(None):
        if case.model is None:
            continue
        os.makedirs(f"{folder}/models/{case.name}/1", exist_ok=True)
        with open(f"{folder}/models/{case.name}/1/model.onnx", "wb") as file:
            file.write(case.model.SerializeToString())
        graph = case.model.graph
        weights = {weight.name for weight in graph.initializer}
        given = [value for value in graph.input if value.name not in weights]
        sets = [
            {"inputs": [tensor(*pair) for pair in zip(inputs, given)], "outputs": [tensor(*pair) for pair in zip(outputs, graph.output)]}
            for inputs, outputs in case.data_sets
        ]
        with open(f"{folder}/cases/{case.name}.json", "w") as file:
            json.dump(sets, file)
        written.add(case.name)
    print(len(written))


if __name__ == "__main__":
    main(sys.argv[1])
