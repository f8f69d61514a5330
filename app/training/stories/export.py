"""Writes a trained network as a decoder with past keys and values, in the folder that ONNX Runtime GenAI reads.

Weights are stored as int8 with a scale for each column, and multiplied out when ONNX Runtime loads them: it folds the Cast and the Mul.
"""
import json
import math

import numpy
from onnx import TensorProto, checker, helper, numpy_helper

from .network import EPSILON, HEAD, HEADS, KV_HEADS, LAYERS, WIDTH, WINDOW, frequencies

TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}<|user|>{% elif message['role'] == 'assistant' %}<|assistant|>"
    "{% else %}{{ raise_exception('stories knows the roles user and assistant only') }}{% endif %}{{ message['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}")


class Graph:
    def __init__(self):
        self.nodes, self.constants = [], []

    def add(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def constant(self, name, value, dtype):
        self.constants.append(numpy_helper.from_array(numpy.asarray(value, dtype), name))
        return name

    def weight(self, name, value, axis):
        """A matrix as int8, with one scale for each entry of the other axis."""
        scale = numpy.maximum(numpy.abs(value).max(axis=axis, keepdims=True) / 127, 1e-8).astype(numpy.float32)
        self.constant(f"{name}.int8", numpy.rint(value / scale), numpy.int8)
        self.constant(f"{name}.scale", scale, numpy.float32)
        self.add("Cast", [f"{name}.int8"], f"{name}.float", to=TensorProto.FLOAT)
        return self.add("Mul", [f"{name}.float", f"{name}.scale"], name)


def norm(graph, x, name, weight):
    square = graph.add("Pow", [x, "two"], f"{name}.square")
    mean = graph.add("ReduceMean", [square], f"{name}.mean", axes=[-1], keepdims=1)
    root = graph.add("Sqrt", [graph.add("Add", [mean, "epsilon"], f"{name}.shifted")], f"{name}.root")
    unit = graph.add("Div", [x, root], f"{name}.unit")
    return graph.add("Mul", [unit, graph.constant(f"{name}.weight", weight, numpy.float32)], f"{name}.scaled")


def linear(graph, x, name, weight):
    return graph.add("MatMul", [x, graph.weight(f"{name}.weight", weight.T, 0)], name)


def rotate(graph, x, name):
    graph.nodes.append(helper.make_node("Split", [x], [f"{name}.left", f"{name}.right"], name=f"{name}.halves", axis=3))
    turned = graph.add("Concat", [graph.add("Neg", [f"{name}.right"], f"{name}.minus"), f"{name}.left"], f"{name}.turned", axis=3)
    return graph.add("Add", [graph.add("Mul", [x, "cos"], f"{name}.cos"), graph.add("Mul", [turned, "sin"], f"{name}.sin")], f"{name}.rotated")


def heads(graph, x, name, shape):
    return graph.add("Transpose", [graph.add("Reshape", [x, shape], f"{name}.split")], f"{name}.heads", perm=[0, 2, 1, 3])


def positions(graph):
    """What all layers share: rotary tables, and the mask of what a token may look at, in columns of the cache."""
    graph.constant("frequencies", frequencies().numpy()[None, None], numpy.float32)
    floats = graph.add("Cast", ["position_ids"], "positions.float", to=TensorProto.FLOAT)
    angles = graph.add("Mul", [graph.add("Unsqueeze", [floats, "axis2"], "positions.column"), "frequencies"], "angles")
    both = graph.add("Unsqueeze", [graph.add("Concat", [angles, angles], "angles.twice", axis=2), "axis1"], "angles.heads")
    graph.add("Cos", [both], "cos")
    graph.add("Sin", [both], "sin")
    length = graph.add("Gather", [graph.add("Shape", ["input_ids"], "ids.shape"), "one"], "length")
    total = graph.add("Gather", [graph.add("Shape", ["attention_mask"], "mask.shape"), "one"], "total")
    keys = graph.add("Range", ["zero", total, "one"], "keys")
    asking = graph.add("Range", [graph.add("Sub", [total, length], "past"), total, "one"], "asking")
    before = graph.add("LessOrEqual", [keys, graph.add("Unsqueeze", [asking, "axis1"], "asking.column")], "before")
    shown = graph.add("Cast", [graph.add("Unsqueeze", ["attention_mask", "axes12"], "mask.row")], "shown", to=TensorProto.BOOL)
    graph.add("Where", [graph.add("And", [shown, before], "allowed"), "nothing", "never"], "bias")


def attention(graph, x, layer, name, index):
    q = rotate(graph, heads(graph, linear(graph, x, f"{name}.q", layer["q"]), f"{name}.q", "shape.q"), f"{name}.q")
    k = rotate(graph, heads(graph, linear(graph, x, f"{name}.k", layer["k"]), f"{name}.k", "shape.kv"), f"{name}.k")
    v = heads(graph, linear(graph, x, f"{name}.v", layer["v"]), f"{name}.v", "shape.kv")
    k = graph.add("Concat", [f"past_key_values.{index}.key", k], f"present.{index}.key", axis=2)
    v = graph.add("Concat", [f"past_key_values.{index}.value", v], f"present.{index}.value", axis=2)
    # Queries that share keys lie side by side, so that no key is copied.
    grouped = graph.add("Reshape", [graph.add("Mul", [q, "root"], f"{name}.q.root"), "shape.grouped"], f"{name}.grouped")
    scores = graph.add("MatMul", [grouped, graph.add("Transpose", [k], f"{name}.k.columns", perm=[0, 1, 3, 2])], f"{name}.scores")
    masked = graph.add("Add", [graph.add("Reshape", [scores, "shape.scores"], f"{name}.scores.heads"), "bias"], f"{name}.masked")
    weights = graph.add("Softmax", [masked], f"{name}.weights", axis=-1)
    weights = graph.add("Reshape", [weights, "shape.weights"], f"{name}.weights.grouped")
    mixed = graph.add("Reshape", [graph.add("MatMul", [weights, v], f"{name}.mixed"), "shape.heads"], f"{name}.mixed.heads")
    flat = graph.add("Reshape", [graph.add("Transpose", [mixed], f"{name}.mixed.turned", perm=[0, 2, 1, 3]), "shape.flat"], f"{name}.flat")
    return linear(graph, flat, f"{name}.o", layer["o"])


def shapes(graph):
    """Those of attention, of which only batch and length are not known before."""
    for name, shape in {"shape.q": [0, 0, HEADS, HEAD], "shape.kv": [0, 0, KV_HEADS, HEAD], "shape.flat": [0, 0, HEADS * HEAD]}.items():
        graph.constant(name, shape, numpy.int64)
    batch = graph.add("Gather", ["ids.shape", "axis0"], "batch.1")
    length = graph.add("Unsqueeze", ["length", "axis0"], "length.1")
    total = graph.add("Unsqueeze", ["total", "axis0"], "total.1")
    for name, value in {"n.kv": KV_HEADS, "n.heads": HEADS, "n.head": HEAD, "n.free": -1}.items():
        graph.constant(name, [value], numpy.int64)
    graph.add("Concat", [batch, "n.kv", "n.free", "n.head"], "shape.grouped", axis=0)
    graph.add("Concat", [batch, "n.heads", length, total], "shape.scores", axis=0)
    graph.add("Concat", [batch, "n.kv", "n.free", total], "shape.weights", axis=0)
    graph.add("Concat", [batch, "n.heads", length, "n.head"], "shape.heads", axis=0)


def constants(graph):
    for name, value in {"zero": 0, "one": 1, "axis0": [0], "axis1": [1], "axis2": [2], "axes12": [1, 2]}.items():
        graph.constant(name, value, numpy.int64)
    for name, value in {"two": 2, "epsilon": EPSILON, "root": 1 / math.sqrt(HEAD), "nothing": 0, "never": -1e9}.items():
        graph.constant(name, value, numpy.float32)


def to_onnx(weights):
    graph = Graph()
    constants(graph)
    positions(graph)
    shapes(graph)
    x = graph.add("Gather", [graph.weight("tokens", weights["tokens.weight"], 1), "input_ids"], "embedded")
    for index in range(LAYERS):
        name = f"layers.{index}"
        layer = {part: weights[f"{name}.{part}.weight"] for part in ("q", "k", "v", "o", "gate", "up", "down")}
        y = attention(graph, norm(graph, x, f"{name}.before_attention", weights[f"{name}.before_attention.weight"]), layer, name, index)
        x = graph.add("Add", [x, y], f"{name}.attended")
        y = norm(graph, x, f"{name}.before_hidden", weights[f"{name}.before_hidden.weight"])
        gate = linear(graph, y, f"{name}.gate", layer["gate"])
        gate = graph.add("Mul", [gate, graph.add("Sigmoid", [gate], f"{name}.sigmoid")], f"{name}.silu")
        y = graph.add("Mul", [gate, linear(graph, y, f"{name}.up", layer["up"])], f"{name}.hidden")
        x = graph.add("Add", [x, linear(graph, y, f"{name}.down", layer["down"])], f"{name}.out")
    x = norm(graph, x, "norm", weights["norm.weight"])
    graph.add("MatMul", [x, graph.add("Transpose", ["tokens"], "tokens.turned", perm=[1, 0])], "logits")
    return model(graph, len(weights["tokens.weight"]))


def value(name, kind, *shape):
    return helper.make_tensor_value_info(name, kind, shape)


def model(graph, vocabulary):
    ids = [value(name, TensorProto.INT64, "batch", length) for name, length in
           (("input_ids", "length"), ("attention_mask", "total"), ("position_ids", "length"))]
    past = [value(f"past_key_values.{index}.{part}", TensorProto.FLOAT, "batch", KV_HEADS, "past", HEAD) for index in range(LAYERS) for part in ("key", "value")]
    present = [value(f"present.{index}.{part}", TensorProto.FLOAT, "batch", KV_HEADS, "total", HEAD) for index in range(LAYERS) for part in ("key", "value")]
    logits = value("logits", TensorProto.FLOAT, "batch", "length", vocabulary)
    made = helper.make_model(
        helper.make_graph(graph.nodes, "stories", ids + past, [logits] + present, graph.constants),
        producer_name="platform", ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    checker.check_model(made, full_check=True)
    return made


def config(tokenizer):
    names = {"past_key_names": "past_key_values.%d.key", "past_value_names": "past_key_values.%d.value"}
    first, last = tokenizer.vocabulary[tokenizer.specials[0]], tokenizer.vocabulary[tokenizer.specials[-1]]
    return {
        "model": {
            "type": "llama", "bos_token_id": first, "eos_token_id": [first, last], "pad_token_id": first, "vocab_size": len(tokenizer.vocabulary),
            "context_length": WINDOW,
            "decoder": {
                "session_options": {"log_id": "onnxruntime-genai", "provider_options": []}, "filename": "model.onnx", "hidden_size": WIDTH,
                "head_size": HEAD, "num_attention_heads": HEADS, "num_key_value_heads": KV_HEADS, "num_hidden_layers": LAYERS,
                "inputs": {"input_ids": "input_ids", "attention_mask": "attention_mask", "position_ids": "position_ids", **names},
                "outputs": {"logits": "logits", "present_key_names": "present.%d.key", "present_value_names": "present.%d.value"},
            },
        },
        "search": {"do_sample": True, "max_length": WINDOW, "temperature": 0.8, "top_k": 40, "top_p": 1.0, "repetition_penalty": 1.0,
                   "num_beams": 1, "past_present_share_buffer": False},
    }


def write(network, tokenizer, folder):
    weights = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
    made = to_onnx(weights).SerializeToString(deterministic=True)
    (folder / "model.onnx").write_bytes(made)
    (folder / "genai_config.json").write_text(json.dumps(config(tokenizer), indent=2) + "\n")
    tokenizer.save(folder, TEMPLATE)
    print(f"{len(made)} bytes of model.onnx in {folder}")
