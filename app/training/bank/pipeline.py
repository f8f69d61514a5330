"""The bundled bank model: a logistic regression over numbers and categories, of people that it makes up or of a file of others.

Needs scikit-learn, onnx and numpy (Debian: python3-sklearn python3-onnx python3-numpy). Running it again gives the same bytes.
"""
import csv
import pickle

import numpy
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

import references
import reports
from steps import Pipeline, Space, lineage, read_json, track, write_json, write_training
from tables import LEAST_OF_A_CLASS, cells, part, read, rows_of, write

from .people import COLUMNS, TABLE, make_people

SPACE = Space.of("bank")
HELD_OUT = 0.25
SHOWN = 100


def estimator(settings):
    position = list(COLUMNS).index
    encode = OneHotEncoder(categories=[sorted(COLUMNS[name]) for name in TABLE.texts], handle_unknown="ignore")
    columns = ColumnTransformer([
        ("texts", encode, [position(name) for name in TABLE.texts]), ("numbers", StandardScaler(), [position(name) for name in TABLE.numbers])])
    return make_pipeline(columns, LogisticRegression(**settings, tol=1e-10, max_iter=10_000))


def prepare(data, rows):
    """A quarter is held out, as many of each class as there are."""
    if data:
        # So many that enough of each class are held out
        columns, truth = read(data, TABLE, least=round(LEAST_OF_A_CLASS / HELD_OUT))
    else:
        columns, truth = make_people()
        write(rows / "all.csv", TABLE, columns, truth)
    known, held_out = train_test_split(numpy.arange(len(truth)), test_size=HELD_OUT, random_state=0, stratify=truth)
    write(rows / "known.csv", TABLE, part(columns, known), truth[known])
    write(rows / "held_out.csv", TABLE, part(columns, held_out), truth[held_out])
    write_json(rows / "lineage.json", lineage("bank", data or rows / "all.csv", bundled=not data))


def sweep(rows, settings, points=SPACE.points, usual=SPACE.usual, watch=lambda losses: None):
    """watch: is told of a point's losses after each fold."""
    columns, truth = read(rows / "known.csv", TABLE)
    matrix = rows_of(TABLE, columns)

    def loss(point, train, test):
        return log_loss(truth[test], estimator(point).fit(matrix[train], truth[train]).predict_proba(matrix[test]))

    parts = list(StratifiedKFold(SPACE.folds, shuffle=True, random_state=0).split(matrix, truth))
    reports.write_choice(settings, reports.losses_of(points, parts, loss, watch), usual, SPACE.metric)


def train(rows, settings, fitted):
    columns, truth = read(rows / "known.csv", TABLE)
    pipeline = estimator(read_json(settings / "settings.json")["chosen"]).fit(rows_of(TABLE, columns), truth)
    (fitted / "pipeline.pickle").write_bytes(pickle.dumps(pipeline))


def evaluate(rows, fitted, metrics):
    pipeline, columns, truth = load(rows, fitted)
    probabilities = pipeline.predict_proba(rows_of(TABLE, columns))
    found = reports.evaluation(TABLE.classes, truth, probabilities, "held out of the training")
    track(found["metrics"])
    write_json(metrics / "metrics.json", found)
    write_answers(metrics / "answers.csv", pipeline, rows_of(TABLE, columns)[:SHOWN])


def explain(rows, fitted, explanation):
    pipeline, columns, truth = load(rows, fitted)
    predict = lambda each: pipeline.predict_proba(rows_of(TABLE, each))  # noqa: E731
    write_json(explanation / "explanation.json", {
        "cohorts": reports.cohorts(columns, truth, TABLE.classes, predict(columns)),
        "importance": reports.importance(columns, truth, TABLE.classes, predict)})


def package(rows, settings, fitted, metrics, explanation, package):
    # Where the insights are prepared there is no onnx
    from .graph import to_onnx
    pipeline, _, _ = load(rows, fitted)
    columns, truth = read(rows / "known.csv", TABLE)
    probabilities = pipeline.predict_proba(rows_of(TABLE, columns))
    (package / "model.onnx").write_bytes(to_onnx(pipeline).SerializeToString(deterministic=True))
    outputs = references.answers(TABLE.classes, probabilities)
    write_json(package / "reference.json", references.make("bank", len(truth), columns, outputs, probabilities.max(axis=1)))
    write_training(package, "bank", "1", len(truth), rows, metrics, settings, explanation)


def load(rows, fitted):
    """What was fitted, and the rows that it has not seen."""
    return pickle.loads((fitted / "pipeline.pickle").read_bytes()), *read(rows / "held_out.csv", TABLE)


def write_answers(path, pipeline, rows):
    """Some of the people whom the training did not see, with the pipeline's own answers: a test of the server compares with them."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*COLUMNS, "prediction", *pipeline.classes_])
        for row, label, probabilities in zip(rows, pipeline.predict(rows), pipeline.predict_proba(rows)):
            writer.writerow([*cells(TABLE, row), label, *(f"{value:.4f}" for value in probabilities)])


PIPELINE = Pipeline.of("bank", 1, globals())
