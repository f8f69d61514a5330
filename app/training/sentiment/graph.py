"""Version 2 of the sentiment model as ONNX: one graph that reads texts."""
import numpy
from onnx import helper, numpy_helper

from .lexicon import WORD, decision, encode, model_of
from .words import NEGATORS, SPAN

# Of the score, from -1 to 1; between both a text counts as neutral.
THRESHOLD = 0.3


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
        *decision(),
    ]
    own = weights.model.coef_[0][len(weights.ratios):]
    floats = {
        "zero": 0, "one": 1, "two": 2, "minus_two": -2, "half": 0.5, "scale0": 0.5, "scale1": 1, "threshold": THRESHOLD, "minus_threshold": -THRESHOLD,
        "bias": weights.model.intercept_[0], "ngram_weights": [[ngrams[name]] for name in order], "opinion_weights": own.reshape(-1, 1),
    }
    whole = {"columns": [1], "before": [0, SPAN, 0, 0], **{f"from{at}": [at] for at in range(SPAN)}, **{f"to{at}": [at - SPAN] for at in range(SPAN)}}
    constants = [numpy_helper.from_array(numpy.asarray(value, numpy.float32), name) for name, value in floats.items()]
    constants += [numpy_helper.from_array(numpy.asarray(value, numpy.int64), name) for name, value in whole.items()]
    return model_of(nodes, constants)
