"""The bundled iris model: a random forest.

Needs scikit-learn, onnx and numpy (Debian: python3-sklearn python3-onnx python3-numpy). Running it again gives the same bytes.
"""
import csv
import pickle
import shutil

import numpy
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_predict

import references
import reports
from steps import TRAINING, Pipeline, Refused, Space, lineage, read_json, track, write_json, write_training
from tables import Table, read

TABLE = Table(
    {name: "number" for name in ("sepal_length", "sepal_width", "petal_length", "petal_width")}, "species", ("setosa", "versicolor", "virginica"))
BUNDLED = TRAINING / "data/iris.csv"
SPACE = Space.of("iris")
FOLDS = StratifiedKFold(n_splits=SPACE.folds, shuffle=True, random_state=0)
# Below it no model is written.
LEAST_ACCURACY = 0.9
# Made once, and read by the steps after it.
UNSEEN = "unseen.npy"


def estimator(settings):
    return RandomForestClassifier(n_estimators=100, random_state=0, **settings)


def matrix_of(columns):
    return numpy.column_stack([columns[name] for name in TABLE.columns])


def load(rows):
    """Measurements, and the position of each row's class."""
    columns, truth = read(rows / "all.csv", TABLE)
    return columns, truth, reports.positions(TABLE.classes, truth)


def prepare(data, rows):
    """All rows are trained on, as they are few; folds tell how good that is."""
    read(data or BUNDLED, TABLE)
    shutil.copyfile(data or BUNDLED, rows / "all.csv")
    shutil.copyfile(data or BUNDLED, rows / "held_out.csv")
    write_json(rows / "lineage.json", lineage("iris", data or BUNDLED, bundled=not data))


def sweep(rows, settings, points=SPACE.points, usual=SPACE.usual, watch=lambda losses: None):
    """watch: is told of a point's losses after each fold."""
    columns, _, target = load(rows)
    matrix = matrix_of(columns)

    def loss(point, train, test):
        found = estimator(point).fit(matrix[train], target[train]).predict_proba(matrix[test])
        # Of votes of trees many are nothing at all, whose loss has no bound; hence by the square of the error
        return ((found - numpy.eye(len(TABLE.classes))[target[test]]) ** 2).sum(axis=1).mean()

    reports.write_choice(settings, reports.losses_of(points, list(FOLDS.split(matrix, target)), loss, watch), usual, SPACE.metric)


def train(rows, settings, fitted):
    columns, _, target = load(rows)
    forest = estimator(read_json(settings / "settings.json")["chosen"]).fit(matrix_of(columns), target)
    (fitted / "forest.pickle").write_bytes(pickle.dumps(forest))


def evaluate(rows, settings, fitted, metrics):
    columns, truth, target = load(rows)
    # Of each row, by a forest that was trained on the other folds
    unseen = cross_val_predict(
        estimator(read_json(settings / "settings.json")["chosen"]), matrix_of(columns), target, cv=FOLDS, method="predict_proba")
    found = reports.evaluation(TABLE.classes, truth, unseen, "in 10 folds, each by a forest of the others")
    track(found["metrics"])
    if found["metrics"]["accuracy"] < LEAST_ACCURACY:
        raise Refused(f"accuracy in 10 folds is {found['metrics']['accuracy']:.3f}; below {LEAST_ACCURACY} no model is written")
    write_json(metrics / "metrics.json", found)
    numpy.save(metrics / UNSEEN, unseen)
    write_answers(metrics / "answers.csv", pickle.loads((fitted / "forest.pickle").read_bytes()), matrix_of(columns))


def explain(rows, fitted, metrics, explanation):
    columns, truth, _ = load(rows)
    unseen = numpy.load(metrics / UNSEEN)
    forest = pickle.loads((fitted / "forest.pickle").read_bytes())
    write_json(explanation / "explanation.json", {
        "cohorts": reports.cohorts(columns, truth, TABLE.classes, unseen, least=20),
        "importance": reports.importance(columns, truth, TABLE.classes, lambda each: forest.predict_proba(matrix_of(each)))})


def package(rows, settings, fitted, metrics, explanation, package):
    # Where the insights are prepared there is no onnx
    from .graph import to_onnx
    columns, truth, _ = load(rows)
    forest = pickle.loads((fitted / "forest.pickle").read_bytes())
    (package / "model.onnx").write_bytes(to_onnx(forest).SerializeToString(deterministic=True))
    # Of forests that have not seen the rows: as sure of those that they have seen nobody is of others
    unseen = numpy.load(metrics / UNSEEN)
    outputs = references.answers(TABLE.classes, unseen)
    write_json(package / "reference.json", references.make("iris", len(truth), columns, outputs, unseen.max(axis=1)))
    nodes = sum(tree.tree_.node_count for tree in forest.estimators_)
    write_training(package, "iris", "1", len(truth), rows, metrics, settings, explanation, nodes=nodes)


def write_answers(path, forest, data):
    """A test of the server compares with them."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*TABLE.columns, "prediction", *TABLE.classes])
        for row, probabilities in zip(data, forest.predict_proba(data)):
            writer.writerow([*(repr(float(value)) for value in row), TABLE.classes[probabilities.argmax()], *(repr(float(value)) for value in probabilities)])


PIPELINE = Pipeline.of("iris", 1, globals())
