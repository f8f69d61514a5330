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
    space = module.SPACE

    def run(rows, settings, **point):
        point = tuple((name, point[name]) for name in space.settings)
        if point not in space.points:
            raise Refused(f"{', '.join(f'{name} {value}' for name, value in point)} is no point of sweep.json, which has {said(space.settings)}")
        module.sweep(rows, settings, points=(point,), usual=point, watch=lambda losses: report(space, losses))

    return Trial(NAME, run, (*sweep.inputs, *space.settings), sweep.outputs, {name: type(values[0]) for name, values in space.settings.items()})


def said(settings):
    return " and ".join(f"{name} of {', '.join(map(str, values))}" for name, values in settings.items())


def report(space, losses):
    """The mean over all folds, with those to come at the loss of a guess: while no fold is worse than one, each report is less than the one
    before, so that the last is the least. Whichever of them the service takes, the mean over all folds decides."""
    if "MLFLOW_TRACKING_URI" not in os.environ:
        return
    import mlflow
    to_come = space.folds - len(losses)
    mlflow.log_metric(space.metric, float((sum(losses) + to_come * space.guess) / space.folds), step=len(losses))
