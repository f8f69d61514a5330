#!/usr/bin/python3
"""What scikit-learn and scipy say of answers that are drawn here: figures.json, with which a test compares.

    python3 tests/local/Evaluation/Data/figures.py
"""
import json
from pathlib import Path

import numpy
from scipy.stats import norm
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, balanced_accuracy_score, log_loss, precision_score, recall_score

ROWS, CLASSES = 300, 3
draw = numpy.random.RandomState(7)
truth = draw.randint(0, CLASSES, ROWS)
raw = draw.gamma(1.0, size=(ROWS, CLASSES)) + 1.5 * numpy.eye(CLASSES)[truth]
probabilities = numpy.round(raw / raw.sum(axis=1, keepdims=True), 6)
# Beyond all doubt, and wrong: what is cut off in a log loss
probabilities[0] = [1 if each != truth[0] and each == (truth[0] + 1) % CLASSES else 0 for each in range(CLASSES)]
probabilities[1:, -1] = 1 - probabilities[1:, :-1].sum(axis=1)
said = probabilities.argmax(axis=1)
right, confidence = said == truth, probabilities.max(axis=1)
accuracies, means = calibration_curve(right, confidence, n_bins=10)
counts = numpy.histogram(confidence, bins=numpy.linspace(0, 1, 11))[0]
counts = counts[counts > 0]
binary = draw.randint(0, 2, ROWS) - draw.randint(0, 2, ROWS)
Path(__file__).with_suffix(".json").write_text(json.dumps({
    "truth": truth.tolist(), "probabilities": probabilities.tolist(),
    "accuracy": accuracy_score(truth, said), "balancedAccuracy": balanced_accuracy_score(truth, said), "logLoss": log_loss(truth, numpy.clip(probabilities, 1e-15, 1)),
    "precision": precision_score(truth, said, average=None).tolist(), "recall": recall_score(truth, said, average=None).tolist(),
    "calibrationError": float((counts * numpy.abs(accuracies - means)).sum() / ROWS),
    "binAccuracies": accuracies.tolist(), "binConfidences": means.tolist(), "binRows": counts.tolist(),
    "quantiles": {str(p): norm.ppf(p) for p in (0.5, 0.9, 0.975, 0.995, 0.9995, 0.999999)},
    "pairs": binary.tolist(), "pairsLow": float(binary.mean() - norm.ppf(0.975) * binary.std(ddof=1) / numpy.sqrt(ROWS)),
    "pairsHigh": float(binary.mean() + norm.ppf(0.975) * binary.std(ddof=1) / numpy.sqrt(ROWS)),
}) + "\n")
