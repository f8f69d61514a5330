#!/usr/bin/python3
"""Trains small models with the libraries of docs/export.md, and writes them as the converters named there do: the same operators, names and
shapes of inputs and outputs. The converters themselves are not packaged by Debian, so their graphs are written with onnx.helper here; of
PyTorch, its own export is used. Beside each model: a row, and what the library itself predicts for it.

    python3 tests/app/Inference/Export/export.py FOLDER RECIPE
"""
import json
import sys
from pathlib import Path

import numpy
from onnx import TensorProto, ValueInfoProto, checker, helper, numpy_helper
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

FLOAT, INT64, STRING = TensorProto.FLOAT, TensorProto.INT64, TensorProto.STRING
FLOWERS, SPECIES = load_iris(return_X_y=True)
FLOWER = FLOWERS[120]
PARTS = ["sepal_length", "sepal_width", "petal_length", "petal_width"]


def node(operator, inputs, outputs, ml=True, **attributes):
    return helper.make_node(operator, inputs, outputs, domain="ai.onnx.ml" if ml else "", **attributes)


def value(name, type, *shape):
    return helper.make_tensor_value_info(name, type, shape)


def zip_map(classes, name="output_probability"):
    """What skl2onnx ends a classifier with unless it is told otherwise, and the type of its output."""
    keys = {"classlabels_int64s": classes} if isinstance(classes[0], int) else {"classlabels_strings": classes}
    output = ValueInfoProto(name=name)
    maps = output.type.sequence_type.elem_type.map_type
    maps.key_type = INT64 if isinstance(classes[0], int) else STRING
    maps.value_type.tensor_type.elem_type = FLOAT
    return node("ZipMap", ["probabilities"], [name], **keys), output


def write(folder, name, graph, row, labels, probabilities, settings=None):
    model = helper.make_model(
        graph, producer_name="export", ir_version=8, opset_imports=[helper.make_opsetid("", 15), helper.make_opsetid("ai.onnx.ml", 1)])
    checker.check_model(model)
    save(folder, name, model.SerializeToString(), row, labels, probabilities, settings)


def save(folder, name, content, row, labels, probabilities, settings=None):
    (folder / name / "1").mkdir(parents=True)
    (folder / name / "1/model.onnx").write_bytes(content)
    if settings:
        (folder / name / "model.json").write_text(json.dumps(settings))
    answer = {str(label): float(probability) for label, probability in zip(labels, probabilities)}
    (folder / f"{name}.json").write_text(json.dumps({"row": row, "prediction": max(answer, key=answer.get), "probabilities": answer}))


def sklearn_columns(folder):
    """A pipeline over a table of mixed columns: one input per column, with and without ZipMap."""
    draw = numpy.random.RandomState(0)
    age, income, city = draw.randint(18, 90, 300), draw.lognormal(8, 1, 300), draw.choice(["Bonn", "Lyon", "Oslo"], 300)
    goes = numpy.where(draw.uniform(size=300) < 1 / (1 + numpy.exp((age - 45) / 9 + (city == "Oslo"))), "goes", "stays")
    rows = numpy.array([age, income, city], dtype=object).T
    pipeline = make_pipeline(ColumnTransformer([("numbers", StandardScaler(), [0, 1]), ("texts", OneHotEncoder(), [2])]), LogisticRegression())
    pipeline.fit(rows, goes)
    row = [31, 2500.5, "Lyon"]
    columns, classifier = pipeline
    scaler, encoder = columns.named_transformers_["numbers"], columns.named_transformers_["texts"]
    coefficients, intercept, classes = list(classifier.coef_[0]), classifier.intercept_[0], [str(name) for name in classifier.classes_]
    nodes = [
        node("Cast", ["age"], ["age_cast"], ml=False, to=FLOAT),
        node("Concat", ["age_cast", "income"], ["merged_columns"], ml=False, axis=1),
        node("Scaler", ["merged_columns"], ["variable"], offset=list(scaler.mean_), scale=list(1 / scaler.scale_)),
        node("OneHotEncoder", ["city"], ["cityout"], cats_strings=[str(name) for name in encoder.categories_[0]], zeros=1),
        node("Concat", ["cityout"], ["concat_result"], ml=False, axis=-1),
        node("Reshape", ["concat_result", "shape_tensor"], ["variable2"], ml=False),
        node("Concat", ["variable", "variable2"], ["transformed_column"], ml=False, axis=1),
        node("LinearClassifier", ["transformed_column"], ["label", "probability_tensor"], classlabels_strings=classes, multi_class=1,
             coefficients=[-value for value in coefficients] + coefficients, intercepts=[-intercept, intercept], post_transform="LOGISTIC"),
        node("Normalizer", ["probability_tensor"], ["probabilities"], norm="L1"),
    ]
    inputs = [value("age", INT64, None, 1), value("income", FLOAT, None, 1), value("city", STRING, None, 1)]
    shape = [helper.make_tensor("shape_tensor", INT64, [2], [-1, 3])]
    probabilities = pipeline.predict_proba(numpy.array([row], dtype=object))[0]
    named = dict(zip(["age", "income", "city"], row))
    plain = helper.make_graph(nodes, "pipeline", inputs, [value("label", STRING, None), value("probabilities", FLOAT, None, 2)], shape)
    write(folder, "columns_plain", plain, named, classes, probabilities)
    zipped, output = zip_map(classes)
    label = node("Identity", ["label"], ["output_label"], ml=False)
    graph = helper.make_graph([*nodes, label, zipped], "pipeline", inputs, [value("output_label", STRING, None), output], shape)
    write(folder, "columns_zipmap", graph, named, classes, probabilities)


def sklearn_matrix(folder):
    """A model over one matrix, whose columns model.json names: with and without ZipMap, of classes that are numbers."""
    model = LogisticRegression(max_iter=1000).fit(FLOWERS, SPECIES)
    classes = [int(number) for number in model.classes_]
    nodes = [
        node("LinearClassifier", ["X"], ["label", "probability_tensor"], classlabels_ints=classes, multi_class=1, post_transform="SOFTMAX",
             coefficients=model.coef_.ravel().tolist(), intercepts=model.intercept_.tolist()),
        node("Normalizer", ["probability_tensor"], ["probabilities"], norm="L1"),
    ]
    row, probabilities = dict(zip(PARTS, FLOWER)), model.predict_proba([FLOWER])[0]
    inputs, settings = [value("X", FLOAT, None, 4)], {"features": PARTS}
    plain = helper.make_graph(nodes, "matrix", inputs, [value("label", INT64, None), value("probabilities", FLOAT, None, 3)])
    write(folder, "matrix_plain", plain, row, classes, probabilities, settings)
    zipped, output = zip_map(classes)
    label = node("Cast", ["label"], ["output_label"], ml=False, to=INT64)
    write(folder, "matrix_zipmap", helper.make_graph([*nodes, label, zipped], "matrix", inputs, [value("output_label", INT64, None), output]),
          row, classes, probabilities, settings)


def trees_of(booster):
    """The trees as attributes of TreeEnsembleClassifier: XGBoost goes left below the threshold, and gives one number a tree for yes."""
    attributes = {key: [] for key in (
        "nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_values", "nodes_modes", "nodes_truenodeids", "nodes_falsenodeids",
        "nodes_missing_value_tracks_true", "class_treeids", "class_nodeids", "class_ids", "class_weights")}

    def add(tree, branch):
        leaf = "leaf" in branch
        for key, entry in (
                ("treeids", tree), ("nodeids", branch["nodeid"]), ("featureids", 0 if leaf else int(branch["split"][1:])),
                ("values", 0.0 if leaf else branch["split_condition"]), ("modes", "LEAF" if leaf else "BRANCH_LT"),
                ("truenodeids", 0 if leaf else branch["yes"]), ("falsenodeids", 0 if leaf else branch["no"]),
                ("missing_value_tracks_true", int(not leaf and branch["missing"] == branch["yes"]))):
            attributes[f"nodes_{key}"].append(entry)
        if leaf:
            for key, entry in (("treeids", tree), ("nodeids", branch["nodeid"]), ("ids", 0), ("weights", branch["leaf"])):
                attributes[f"class_{key}"].append(entry)
        for child in branch.get("children", []):
            add(tree, child)

    for tree, dump in enumerate(booster.get_dump(dump_format="json")):
        add(tree, json.loads(dump))
    return attributes


def xgboost_trees(folder):
    """Boosted trees of XGBoost, as onnxmltools writes those of two classes; ones of LightGBM differ in BRANCH_LEQ and their ZipMap."""
    import xgboost
    virginica = (SPECIES == 2).astype(int)
    model = xgboost.XGBClassifier(n_estimators=20, max_depth=3, base_score=0.5, n_jobs=1).fit(FLOWERS, virginica)
    nodes = [node("TreeEnsembleClassifier", ["features"], ["label", "probabilities"], classlabels_int64s=[0, 1], post_transform="LOGISTIC",
                  base_values=[0.0], **trees_of(model.get_booster()))]
    probabilities, row = model.predict_proba(FLOWER[None])[0], dict(zip(PARTS, FLOWER))
    inputs, settings = [value("features", FLOAT, None, 4)], {"features": PARTS}
    plain = helper.make_graph(nodes, "trees", inputs, [value("label", INT64, None), value("probabilities", FLOAT, None, 2)])
    write(folder, "boosted_plain", plain, row, [0, 1], probabilities, settings)
    zipped, output = zip_map([0, 1], "probabilities_map")
    write(folder, "boosted_zipmap", helper.make_graph([*nodes, zipped], "trees", inputs, [value("label", INT64, None), output]), row, [0, 1], probabilities, settings)


def keras_dense(folder):
    """Two dense layers and a softmax, as tf2onnx writes them: no label, classes by position. The weights are those of a network of scikit-learn."""
    model = MLPClassifier([8], max_iter=3000, random_state=0).fit(FLOWERS, SPECIES)
    weights = [numpy_helper.from_array(part.astype(numpy.float32), f"{kind}{layer}")
               for kind, parts in (("kernel", model.coefs_), ("bias", model.intercepts_)) for layer, part in enumerate(parts)]
    nodes = [
        node("MatMul", ["features", "kernel0"], ["dense/MatMul"], ml=False), node("Add", ["dense/MatMul", "bias0"], ["dense/BiasAdd"], ml=False),
        node("Relu", ["dense/BiasAdd"], ["dense/Relu"], ml=False), node("MatMul", ["dense/Relu", "kernel1"], ["dense_1/MatMul"], ml=False),
        node("Add", ["dense_1/MatMul", "bias1"], ["dense_1/BiasAdd"], ml=False), node("Softmax", ["dense_1/BiasAdd"], ["dense_1"], ml=False, axis=-1),
    ]
    graph = helper.make_graph(nodes, "keras", [value("features", FLOAT, "unk__1", 4)], [value("dense_1", FLOAT, "unk__2", 3)], weights)
    labels = ["setosa", "versicolor", "virginica"]
    write(folder, "keras", graph, dict(zip(PARTS, FLOWER)), labels, model.predict_proba([FLOWER])[0], {"features": PARTS, "labels": labels})


RECIPES = [sklearn_columns, sklearn_matrix, xgboost_trees, keras_dense]


if __name__ == "__main__":
    {recipe.__name__: recipe for recipe in RECIPES}[sys.argv[2]](Path(sys.argv[1]))
