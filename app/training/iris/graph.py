"""The iris forest as ONNX."""
import numpy
from onnx import TensorProto, checker, helper


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
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["rows", forest.n_features_in_])],
        [helper.make_tensor_value_info("label", TensorProto.INT64, ["rows"]),
         helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["rows", len(forest.classes_)])],
        [helper.make_tensor("tree_count", TensorProto.FLOAT, [1], [float(len(forest.estimators_))])])
    model = helper.make_model(
        graph, producer_name="platform", ir_version=8,
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 1)])
    checker.check_model(model)
    return model


