#!/usr/bin/python3
"""What a team would write in Python: FastAPI, scikit-learn and joblib (Debian: python3-fastapi python3-uvicorn python3-sklearn python3-joblib)."""
import sys
import tempfile
from pathlib import Path

import joblib
import numpy
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier


def train_and_load():
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "iris.joblib"
        joblib.dump(RandomForestClassifier(n_estimators=100, random_state=0).fit(*load_iris(return_X_y=True)), file)
        return joblib.load(file)


class Features(BaseModel):
    sepal_length: float
    sepal_width: float
    petal_length: float
    petal_width: float


app = FastAPI()
model = train_and_load()
names = load_iris().target_names


@app.post("/predict")
def predict(features: Features):
    row = numpy.array([[features.sepal_length, features.sepal_width, features.petal_length, features.petal_width]])
    probabilities = model.predict_proba(row)[0]
    return {"model": "iris", "version": "1", "prediction": str(names[probabilities.argmax()]),
            "probabilities": {str(name): float(value) for name, value in zip(names, probabilities)}}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
