"""What a model was trained on, as far as drift is measured against it: reference.json beside the model."""
import numpy

from steps import rounded

BINS = 10


def make(model, rows, features, outputs, confidence):
    """The document; features and outputs are arrays of numbers or of texts by name, confidence the greatest probability of each row."""
    mean = {"mean": float(numpy.mean(confidence))}
    numbers = _numbers(numpy.asarray(confidence, float))
    return {
        "schemaVersion": 1, "model": model, "version": "1", "rows": rows,
        "features": {name: describe(values) for name, values in features.items()},
        "outputs": {name: describe(values) for name, values in outputs.items()},
        "confidence": rounded({**mean, "edges": numbers["edges"], "shares": numbers["shares"]}),
    }


def answers(classes, probabilities):
    """What the server collects of a classifier, by the names that it has there."""
    return {"label": numpy.array(classes)[probabilities.argmax(axis=1)], **{f"probabilities.{name}": probabilities[:, at] for at, name in enumerate(classes)}}


def describe(values):
    values = numpy.asarray(values)
    return rounded(_numbers(values.astype(float)) if values.dtype.kind in "fiu" else _category(values))


def _category(values):
    names, counts = numpy.unique(values.astype(str), return_counts=True)
    return {"kind": "category", "shares": {str(name): count / len(values) for name, count in zip(names, counts)}, "nulls": 0.0}


def _numbers(values):
    known = values[~numpy.isnan(values)]
    edges = edges_of(known)
    counts = numpy.bincount(numpy.searchsorted(edges, known, side="left"), minlength=BINS)
    return {"kind": "number", "edges": list(map(float, edges)), "shares": [float(share) for share in counts / len(known)],
            "min": float(known.min()), "max": float(known.max()), "nulls": float(1 - len(known) / len(values))}


def edges_of(values):
    """The nine deciles, each put between two values that occur, so that it matters to nobody on which side of an edge it counts itself.

    Where many rows have one value, deciles coincide; they are then spread up to the next, as edges must increase.
    """
    distinct = numpy.unique(values)
    deciles = numpy.quantile(values, numpy.arange(1, BINS) / BINS, method="lower")
    above = numpy.append(distinct, distinct[-1] + max(1.0, abs(distinct[-1]) * 1e-3))
    position = numpy.searchsorted(distinct, deciles)
    edges = (distinct[position] + above[position + 1]) / 2
    firsts, counts = numpy.unique(edges, return_counts=True)
    ends = numpy.append(firsts[1:], max(firsts[-1] + 1, above[-1]))
    return numpy.concatenate([numpy.linspace(first, end, count, endpoint=False) for first, end, count in zip(firsts, ends, counts)])
