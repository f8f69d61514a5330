"""What Microsoft's components for responsible AI are given: a registered model of scikit-learn, and tables of Parquet.

https://learn.microsoft.com/azure/machine-learning/how-to-responsible-ai-insights-sdk-cli
It runs in the environment of those components, whose libraries have to load the model; so it is fitted here once more, on the same rows by
the same settings, as a pickle is read by the versions alone that wrote it.
"""
import tempfile
from pathlib import Path

import registry
from steps import Refused, read_json, write_json
from tables import read

# In all tables, whatever the model calls it.
TARGET = "label"
TABLE = """type: mltable
paths:
  - file: ./rows.parquet
transformations:
  - read_parquet
"""


def prepare(model, module, rows, settings, described, known, held_out):
    """described: says which registered model it is; known, held_out: tables, of all rows where none are held out."""
    import mlflow.sklearn
    table = module.TABLE
    if table.texts:
        raise Refused(f"{model} has columns of texts ({', '.join(table.texts)}); the insights are of numbers alone")
    trained = rows / "known.csv"
    seen = frame_of(trained if trained.exists() else rows / "all.csv", table)
    write_table(known, seen)
    write_table(held_out, frame_of(rows / "held_out.csv", table))
    fitted = module.estimator(read_json(settings / "settings.json")["chosen"]).fit(seen[list(table.columns)], seen[TARGET])
    name = f"{model}-insights"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / name
        mlflow.sklearn.save_model(sk_model=fitted, path=str(folder))
        write_json(described / "model_info.json", {"id": f"{name}:{registry.register(folder, name)}"})


def frame_of(file, table):
    import pandas
    columns, labels = read(file, table)
    return pandas.DataFrame({**columns, TARGET: labels})


def write_table(folder, frame):
    frame.to_parquet(folder / "rows.parquet")
    (folder / "MLTable").write_text(TABLE, encoding="utf-8")
