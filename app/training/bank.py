#!/usr/bin/python3
"""Trains the bundled bank model on people that it makes up, and writes it: one input per column, categories as text.

Needs scikit-learn, onnx and numpy (Debian: python3-sklearn python3-onnx python3-numpy). Running it again gives the same bytes.

    python3 app/training/bank.py
    python3 app/training/bank.py --rows tests/app/Inference/Data/bank.csv
"""
import argparse
import csv
from pathlib import Path

import numpy
from onnx import TensorProto, checker, helper
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

MODEL = Path(__file__).resolve().parents[1] / "models/bank/1/model.onnx"
PEOPLE = 12_000
# Coefficients are written with this many digits: what a processor rounds otherwise in the last bits of a fit is then no other file.
DIGITS = 5

# In the order of the model's inputs: the numbers with their ONNX types, the texts with how often each value is drawn.
INTEGER, NUMBER = TensorProto.INT64, TensorProto.FLOAT
COLUMNS = {
    "age": INTEGER,
    "job": {"admin.": 11, "blue-collar": 21, "entrepreneur": 3, "housemaid": 3, "management": 21, "retired": 5, "self-employed": 4,
            "services": 9, "student": 2, "technician": 17, "unemployed": 3, "unknown": 1},
    "marital": {"divorced": 12, "married": 60, "single": 28},
    "education": {"primary": 15, "secondary": 51, "tertiary": 30, "unknown": 4},
    "balance": NUMBER,
    "housing": {"no": 44, "yes": 56},
    "duration": INTEGER,
    "campaign": INTEGER,
}
TEXTS = [name for name, column in COLUMNS.items() if isinstance(column, dict)]
NUMBERS = [name for name in COLUMNS if name not in TEXTS]
# What the made-up people are made to do: towards yes where positive.
LEANINGS = {"retired": 0.5, "student": 0.7, "management": 0.2, "blue-collar": -0.3, "entrepreneur": -0.3, "housemaid": -0.2,
            "single": 0.3, "divorced": 0.1, "tertiary": 0.4, "primary": -0.3, "unknown": -0.1}


def make_people():
    """Columns by name, and whether each person says yes. The old generator of numpy gives the same draws in every version."""
    draw = numpy.random.RandomState(20240)
    people = {}
    for name, column in COLUMNS.items():
        if name in TEXTS:
            shares = numpy.array(list(column.values()), float)
            people[name] = numpy.array(list(column))[draw.choice(len(shares), PEOPLE, p=shares / shares.sum())]
    age = numpy.clip(numpy.round(draw.normal(41, 11, PEOPLE)), 18, 95)
    age[people["job"] == "retired"] = numpy.round(draw.uniform(58, 90, (people["job"] == "retired").sum()))
    age[people["job"] == "student"] = numpy.round(draw.uniform(18, 30, (people["job"] == "student").sum()))
    people["age"] = age
    people["balance"] = numpy.round(draw.lognormal(6.3, 1.3, PEOPLE) - 250, 2)
    people["duration"] = numpy.round(draw.gamma(1.6, 165, PEOPLE)) + 5
    people["campaign"] = draw.geometric(0.38, PEOPLE).astype(float)
    leaning = sum(numpy.array([LEANINGS.get(value, 0.0) for value in people[name]]) for name in ("job", "marital", "education"))
    leaning += numpy.where(people["housing"] == "yes", -0.7, 0.3)
    leaning += 0.0042 * people["duration"] - 0.16 * people["campaign"] + 0.25 * numpy.tanh(people["balance"] / 4000)
    leaning += 0.0009 * (people["age"] - 42) ** 2 - 3.1
    says_yes = draw.uniform(size=PEOPLE) < 1 / (1 + numpy.exp(-leaning))
    return people, numpy.where(says_yes, "yes", "no")


def to_rows(people):
    return numpy.column_stack([people[name].astype(object) for name in COLUMNS])


def make_pipeline_of_columns():
    position = list(COLUMNS).index
    encode = OneHotEncoder(categories=[sorted(COLUMNS[name]) for name in TEXTS], handle_unknown="ignore")
    columns = ColumnTransformer([
        ("texts", encode, [position(name) for name in TEXTS]), ("numbers", StandardScaler(), [position(name) for name in NUMBERS])])
    return make_pipeline(columns, LogisticRegression(C=1.0, tol=1e-10, max_iter=10_000))


def rounded(values):
    return [float(f"{value:.{DIGITS}g}") for value in values]


def to_onnx(pipeline):
    """The graph that skl2onnx makes of such a pipeline, without the ZipMap at its end."""
    scaler, classifier = pipeline[0].named_transformers_["numbers"], pipeline[1]
    nodes, encoded = [], []
    for name in TEXTS:
        values = sorted(COLUMNS[name])
        nodes.append(helper.make_node("OneHotEncoder", [name], [f"{name}_hot"], domain="ai.onnx.ml", cats_strings=values, zeros=1))
        nodes.append(helper.make_node("Reshape", [f"{name}_hot", f"{name}_shape"], [f"{name}_row"]))
        encoded.append(f"{name}_row")
    shapes = [helper.make_tensor(f"{name}_shape", TensorProto.INT64, [2], [-1, len(COLUMNS[name])]) for name in TEXTS]
    floats = []
    for name in NUMBERS:
        if COLUMNS[name] == INTEGER:
            nodes.append(helper.make_node("Cast", [name], [f"{name}_float"], to=TensorProto.FLOAT))
        floats.append(name if COLUMNS[name] == NUMBER else f"{name}_float")
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
        [helper.make_tensor_value_info(name, TensorProto.STRING if name in TEXTS else COLUMNS[name], ["rows", 1]) for name in COLUMNS],
        [helper.make_tensor_value_info("label", TensorProto.STRING, ["rows"]),
         helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["rows", len(classifier.classes_)])], shapes)
    model = helper.make_model(
        graph, producer_name="platform", ir_version=8, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 1)])
    checker.check_model(model)
    return model


def write_rows(path, pipeline, rows):
    """Some of the people whom the training did not see, with the pipeline's own answers: a test of the server compares with them."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*COLUMNS, "prediction", *pipeline.classes_])
        for row, label, probabilities in zip(rows, pipeline.predict(rows), pipeline.predict_proba(rows)):
            values = [value if name in TEXTS else repr(float(value)) if COLUMNS[name] == NUMBER else int(value) for name, value in zip(COLUMNS, row)]
            writer.writerow([*values, label, *(f"{value:.4f}" for value in probabilities)])


def main():
    parser = argparse.ArgumentParser(description="Trains the bank model.")
    parser.add_argument("--model", type=Path, default=MODEL, help="where the model goes")
    parser.add_argument("--rows", type=Path, help="where rows go, with the pipeline's answers")
    arguments = parser.parse_args()
    people, answers = make_people()
    known, held_out, known_answers, held_out_answers = train_test_split(to_rows(people), answers, test_size=0.25, random_state=0, stratify=answers)
    pipeline = make_pipeline_of_columns().fit(known, known_answers)
    predicted, scores = pipeline.predict(held_out), pipeline.predict_proba(held_out)[:, 1]

    arguments.model.parent.mkdir(parents=True, exist_ok=True)
    arguments.model.write_bytes(to_onnx(pipeline).SerializeToString(deterministic=True))
    if arguments.rows:
        write_rows(arguments.rows, pipeline, held_out[:100])
    print(f"{arguments.model.stat().st_size} bytes; of {len(held_out)} people held out: {(held_out_answers == 'yes').mean():.3f} say yes, "
          f"accuracy {accuracy_score(held_out_answers, predicted):.3f}, balanced {balanced_accuracy_score(held_out_answers, predicted):.3f}, "
          f"AUC {roc_auc_score(held_out_answers == 'yes', scores):.3f}")


if __name__ == "__main__":
    main()
