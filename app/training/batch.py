"""Runs a registered model over files of rows: what a batch deployment of Azure Machine Learning calls.

The model is a folder as the inference server has it: model.json names features and labels, <version>/model.onnx is the model. A file is
CSV or Parquet with a column for each feature, and may have others.

https://learn.microsoft.com/azure/machine-learning/how-to-batch-scoring-script
"""
import json
import os
from pathlib import Path

import numpy
import onnxruntime
import pandas

model = None


class Model:
    def __init__(self, folder):
        settings = json.loads((folder / "model.json").read_text())
        self.features, self.labels = settings["features"], settings["labels"]
        self.session = onnxruntime.InferenceSession(str(next(folder.glob("*/model.onnx"))), providers=["CPUExecutionProvider"])

    def score(self, rows):
        name = self.session.get_inputs()[0].name
        probabilities = self.session.run(["probabilities"], {name: rows[self.features].to_numpy(numpy.float32)})[0]
        answer = pandas.DataFrame(probabilities, columns=self.labels)
        answer.insert(0, "prediction", [self.labels[index] for index in probabilities.argmax(axis=1)])
        return answer


def read(path):
    if path.suffix == ".csv":
        return pandas.read_csv(path)
    if path.suffix == ".parquet":
        return pandas.read_parquet(path)
    raise ValueError(f"'{path.name}' is neither .csv nor .parquet")


def init():
    """Once in each process. Azure puts the model's folder somewhere below this one."""
    global model
    settings = next(Path(os.environ["AZUREML_MODEL_DIR"]).rglob("model.json"))
    model = Model(settings.parent)


def run(mini_batch):
    """For a few files at a time; the rows returned are appended to the output, without a heading."""
    answers = []
    for path in map(Path, mini_batch):
        rows = read(path)
        missing = [feature for feature in model.features if feature not in rows.columns]
        if missing:
            raise ValueError(f"'{path.name}' lacks the columns {missing}; it has {list(rows.columns)}")
        answer = model.score(rows)
        answer.insert(0, "file", path.name)
        answer.insert(1, "row", range(len(rows)))
        answers.append(answer)
    return pandas.concat(answers, ignore_index=True)
