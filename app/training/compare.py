"""Whether a package is better than the model in service: what a job of the workspace registers, and what not.

The pull request is judged by `dotnet platform.cs evaluate`, through the server; here onnxruntime alone has to do.
"""
import numpy

import reports
from steps import Refused, read_json, rounded, track, write_json
from tables import read

# 95 % of a normal distribution.
DEVIATIONS = 1.959964
TYPES = {"tensor(int64)": numpy.int64, "tensor(float)": numpy.float32, "tensor(double)": numpy.float64, "tensor(string)": object}


def predict(session, columns):
    """Probabilities, of a model with one input per column, or one of all columns."""
    inputs = session.get_inputs()
    if len(inputs) == 1:
        [matrix] = inputs
        return session.run(["probabilities"], {matrix.name: numpy.column_stack(list(columns.values())).astype(TYPES[matrix.type])})[0]
    return session.run(["probabilities"], {each.name: columns[each.name].astype(TYPES[each.type]).reshape(-1, 1) for each in inputs})[0]


def losses_of(module, file, rows):
    """Log losses of what is held out, one for each row; by the pipeline's own function where its model gives no probabilities of classes."""
    import onnxruntime
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    if hasattr(module, "losses"):
        return module.losses(session, rows, file.parent)
    columns, truth = read(rows / "held_out.csv", module.TABLE)
    return reports.log_losses(reports.positions(module.TABLE.classes, truth), predict(session, columns))


def difference(service, candidate):
    """Of the log losses, candidate less service: its mean, and between what it lies."""
    pairs = candidate - service
    reach = DEVIATIONS * pairs.std(ddof=1) / numpy.sqrt(len(pairs))
    return rounded({"logLoss": float(pairs.mean()), "low": float(pairs.mean() - reach), "high": float(pairs.mean() + reach), "rows": len(pairs)})


def compare(module, rows, package, service, verdict):
    """module: of the model's pipeline. service: a model's folder, as it is registered."""
    found = sorted(service.rglob("model.onnx"), key=lambda file: int(file.parent.name))
    if not found:
        raise Refused(f"'{service}' holds no <version>/model.onnx")
    result = difference(*(losses_of(module, file, rows) for file in (found[-1], package / "model.onnx")))
    better = result["high"] < 0
    said = "better" if better else "not shown to be better"
    track({**result, "verdict": said})
    print(f"{said}: the log loss differs by {result['logLoss']:.4f} ({result['low']:.4f} to {result['high']:.4f})", flush=True)
    write_json(verdict / "verdict.json", {"better": better, **result, "of": read_json(package / "training.json")["lineage"]})
