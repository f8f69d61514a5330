#!/usr/bin/python3
"""Trains the bundled iris model and writes it.

Needs scikit-learn, onnx and numpy (Debian: python3-sklearn python3-onnx python3-numpy). Running it again gives the same bytes. The
workspace runs it by schedule, with --data and --model of its own; here, with the rows that a test of the server compares with:

    python3 app/training/iris.py --rows tests/app/Inference/Data/iris.csv
"""
import argparse
import csv
import os
import sys
from pathlib import Path

import numpy
from onnx import TensorProto, checker, helper
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_score

HERE = Path(__file__).resolve().parent
FEATURES = ["sepal_length", "sepal_width", "petal_length", "petal_width"]


def float32_not_above(value):
    """The greatest float32 <= value: for a float32 x, x <= value exactly when x <= this."""
    rounded = numpy.float32(value)
    return float(rounded if rounded <= value else numpy.nextafter(rounded, numpy.float32(-numpy.inf)))


def tree_attributes(forest):
    """The forest as TreeEnsembleClassifier attributes; leaf weights are fractions of one tree, summed over all trees."""
    nodes = {key: [] for key in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")}
    leaves = {key: [] for key in ("treeids", "nodeids", "ids", "weights")}
    for tree_id, estimator in enumerate(forest.estimators_):
        tree = estimator.tree_
        for node in range(tree.node_count):
            is_leaf = tree.children_left[node] == -1
            nodes["treeids"].append(tree_id)
            nodes["nodeids"].append(node)
            nodes["featureids"].append(0 if is_leaf else int(tree.feature[node]))
            nodes["values"].append(0.0 if is_leaf else float32_not_above(tree.threshold[node]))
            nodes["modes"].append("LEAF" if is_leaf else "BRANCH_LEQ")
            nodes["truenodeids"].append(0 if is_leaf else int(tree.children_left[node]))
            nodes["falsenodeids"].append(0 if is_leaf else int(tree.children_right[node]))
            if is_leaf:
                counts = tree.value[node][0]
                for class_id, fraction in enumerate(counts / counts.sum()):
                    leaves["treeids"].append(tree_id)
                    leaves["nodeids"].append(node)
                    leaves["ids"].append(class_id)
                    leaves["weights"].append(float(fraction))
    return {f"nodes_{key}": value for key, value in nodes.items()} | {f"class_{key}": value for key, value in leaves.items()}


def to_onnx(forest):
    trees = helper.make_node(
        "TreeEnsembleClassifier", ["features"], ["label", "votes"], domain="ai.onnx.ml", post_transform="NONE",
        classlabels_int64s=[int(label) for label in forest.classes_], **tree_attributes(forest))
    # Dividing once, after the sum, keeps the votes of pure leaves exact in float32.
    mean = helper.make_node("Div", ["votes", "tree_count"], ["probabilities"])
    graph = helper.make_graph(
        [trees, mean], "iris",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["rows", len(FEATURES)])],
        [helper.make_tensor_value_info("label", TensorProto.INT64, ["rows"]),
         helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["rows", len(forest.classes_)])],
        [helper.make_tensor("tree_count", TensorProto.FLOAT, [1], [float(len(forest.estimators_))])])
    model = helper.make_model(
        graph, producer_name="platform", ir_version=8,
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 1)])
    checker.check_model(model)
    return model


def read(path):
    """Measurements, the class of each row, and the classes by name, in the order in which the file has them."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(dict.fromkeys(row["species"] for row in rows))
    data = numpy.array([[float(row[feature]) for feature in FEATURES] for row in rows])
    return data, numpy.array([names.index(row["species"]) for row in rows]), names


def write_rows(path, forest, data, names):
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FEATURES + ["prediction"] + names)
        for row, probabilities in zip(data, forest.predict_proba(data)):
            writer.writerow([repr(float(value)) for value in row] + [names[probabilities.argmax()]]
                            + [repr(float(value)) for value in probabilities])


def log_metric(name, value):
    """To the record of the job, where there is one: Azure Machine Learning then says where."""
    if "MLFLOW_TRACKING_URI" in os.environ:
        import mlflow
        mlflow.log_metric(name, value)


def parse():
    parser = argparse.ArgumentParser(description="Trains the iris model.")
    parser.add_argument("--data", type=Path, default=HERE / "data/iris.csv", help="measurements and species")
    parser.add_argument("--model", type=Path, default=HERE.parent / "models/iris/1/model.onnx", help="where the model goes")
    parser.add_argument("--rows", type=Path, help="where the rows go, with the model's answers")
    parser.add_argument("--least-accuracy", type=float, default=0.9, help="no model is written below it, 0 to 1; default 0.9")
    return parser.parse_args()


def main():
    arguments = parse()
    data, target, names = read(arguments.data)
    forest = RandomForestClassifier(n_estimators=100, random_state=0)
    folds = StratifiedKFold(n_splits=10, shuffle=True, random_state=0)
    accuracy = cross_val_score(forest, data, target, cv=folds).mean()
    log_metric("accuracy", accuracy)
    if accuracy < arguments.least_accuracy:
        sys.exit(f"10-fold accuracy {accuracy:.3f} is below {arguments.least_accuracy}; no model is written")
    forest.fit(data, target)

    arguments.model.parent.mkdir(parents=True, exist_ok=True)
    arguments.model.write_bytes(to_onnx(forest).SerializeToString(deterministic=True))
    if arguments.rows:
        write_rows(arguments.rows, forest, data, names)
    print(f"{arguments.model.stat().st_size} bytes, {sum(t.tree_.node_count for t in forest.estimators_)} nodes, "
          f"10-fold accuracy {accuracy:.3f}")


if __name__ == "__main__":
    main()
