"""One point of what a model's sweep goes through: what Azure Machine Learning runs many times, and stops where others do better.

https://learn.microsoft.com/azure/machine-learning/how-to-use-sweep-in-pipeline
"""
import os
from dataclasses import dataclass

from steps import Refused, Step

NAME = "trial"


@dataclass(frozen=True)
class Trial(Step):
    """kinds: of those inputs that are no paths."""
    kinds: dict


def step(module, sweep):
    """module: of the model's pipeline. The step takes each setting by its name, and gives what the step sweep gives."""
    if not hasattr(module, "SWEPT"):
        raise Refused(f"{module.PIPELINE.model} has no sweep.json, and its sweep is one step")
    space = module.SWEPT["space"]

    def run(rows, settings, **point):
        point = tuple((name, point[name]) for name in space)
        module.sweep(rows, settings, points=(point,), usual=point, watch=lambda losses: report(module.SWEPT, losses))

    return Trial(NAME, run, (*sweep.inputs, *space), sweep.outputs, {name: type(values[0]) for name, values in space.items()})


def report(swept, losses):
    """The mean over all folds, with those to come at the loss of a guess: while no fold is worse than one, each report is less than the one
    before, so that the last is the least. Whichever of them the service takes, the mean over all folds decides."""
    if "MLFLOW_TRACKING_URI" not in os.environ:
        return
    import mlflow
    to_come = swept["folds"] - len(losses)
    mlflow.log_metric(swept["metric"], float((sum(losses) + to_come * swept["guess"]) / swept["folds"]), step=len(losses))
