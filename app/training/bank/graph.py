"""The bank model as ONNX: one input per column, categories as text."""
from onnx import TensorProto, checker, helper

from .people import COLUMNS, TABLE

# Coefficients are written with this many digits: what a processor rounds otherwise in the last bits of a fit is then no other file.
DIGITS = 5
TYPES = {"integer": TensorProto.INT64, "number": TensorProto.FLOAT, "text": TensorProto.STRING}


def rounded(values):
    return [float(f"{value:.{DIGITS}g}") for value in values]


def to_onnx(pipeline):
    """The graph that skl2onnx makes of such a pipeline, without the ZipMap at its end."""
    scaler, classifier = pipeline[0].named_transformers_["numbers"], pipeline[1]
    nodes, encoded = [], []
    for name in TABLE.texts:
        nodes.append(helper.make_node("OneHotEncoder", [name], [f"{name}_hot"], domain="ai.onnx.ml", cats_strings=sorted(COLUMNS[name]), zeros=1))
        nodes.append(helper.make_node("Reshape", [f"{name}_hot", f"{name}_shape"], [f"{name}_row"]))
        encoded.append(f"{name}_row")
    shapes = [helper.make_tensor(f"{name}_shape", TensorProto.INT64, [2], [-1, len(COLUMNS[name])]) for name in TABLE.texts]
    floats = []
    for name in TABLE.numbers:
        if COLUMNS[name] == "integer":
            nodes.append(helper.make_node("Cast", [name], [f"{name}_float"], to=TensorProto.FLOAT))
        floats.append(name if COLUMNS[name] == "number" else f"{name}_float")
    coefficients, [intercept] = rounded(classifier.coef_[0]), rounded(classifier.intercept_)
    nodes += [
        helper.make_node("Concat", floats, ["numbers"], axis=1),
        helper.make_node("Scaler", ["numbers"], ["scaled"], domain="ai.onnx.ml", offset=rounded(scaler.mean_), scale=rounded(1 / scaler.scale_)),
        helper.make_node("Concat", [*encoded, "scaled"], ["row"], axis=1),
        helper.make_node(
            "LinearClassifier", ["row"], ["label", "probabilities"], domain="ai.onnx.ml", classlabels_strings=[str(name) for name in classifier.classes_],
            coefficients=[-value for value in coefficients] + coefficients, intercepts=[-intercept, intercept], multi_class=1, post_transform="LOGISTIC"),
    ]
    graph = helper.make_graph(
        nodes, "bank",
        [helper.make_tensor_value_info(name, TYPES[kind], ["rows", 1]) for name, kind in TABLE.columns.items()],
        [helper.make_tensor_value_info("label", TensorProto.STRING, ["rows"]),
         helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["rows", len(classifier.classes_)])], shapes)
    model = helper.make_model(
        graph, producer_name="platform", ir_version=8, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 1)])
    checker.check_model(model)
    return model
