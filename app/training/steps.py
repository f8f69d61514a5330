"""What the pipelines of all models share: steps with declared inputs and outputs.

A step is a function of folders. Here they lie beside each other below one folder; in Azure Machine Learning each step is a component, and
its folders are mounted. An output that is there is whole: a step that was killed is run again, one that ended is not.
"""
import hashlib
import itertools
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

TRAINING = Path(__file__).resolve().parent
# What a model depends on beside the scripts of its own folder.
SHARED = ("references.py", "reports.py", "steps.py", "tables.py")


class Refused(Exception):
    """What was given cannot be trained on; each line says why."""


@dataclass(frozen=True)
class Step:
    """run is called with the path of each input and output under its name; 'data' is a file or None, all others are folders."""
    name: str
    run: Callable
    inputs: tuple
    outputs: tuple


@dataclass(frozen=True)
class Pipeline:
    """The last step's output 'package' is a version's folder."""
    model: str
    # Of the model that the bundled data makes.
    version: int
    steps: tuple

    @staticmethod
    def of(model, version, functions):
        """The steps that the model's steps.json declares, which the workspace reads too; functions: by the steps' names."""
        declared = read_json(TRAINING / model / "steps.json")
        return Pipeline(model, version, tuple(Step(each["name"], functions[each["name"]], tuple(each["inputs"]), tuple(each["outputs"])) for each in declared))

    def run(self, work, data=None):
        """Runs what has not been run in this folder, and says where the package is."""
        for step in self.steps:
            if all((work / name).exists() for name in step.outputs):
                continue
            made = {name: work / f"{name}.part" for name in step.outputs}
            for folder in made.values():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
            step.run(**{name: data if name == "data" else work / name for name in step.inputs}, **made)
            for name, folder in made.items():
                folder.replace(work / name)
            print(f"{self.model}: {step.name}", flush=True)
        return work / "package"

    def find(self, name):
        for step in self.steps:
            if step.name == name:
                return step
        raise Refused(f"there is no step '{name}' of {self.model}; there are {', '.join(step.name for step in self.steps)}")


@dataclass(frozen=True)
class Space:
    """What a sweep goes through, as the model's sweep.json declares it, which the workspace reads too."""
    # Names of settings to the values that each may have.
    settings: dict
    # All combinations; each, like the usual one, as pairs of a name and a value.
    points: tuple
    usual: tuple
    folds: int
    metric: str
    # The loss of a guess.
    guess: float

    @staticmethod
    def of(model):
        declared = read_json(TRAINING / model / "sweep.json")
        settings = declared["space"]
        points = itertools.product(*([(name, value) for value in values] for name, values in settings.items()))
        return Space(settings, tuple(points), tuple(declared["usual"].items()), declared["folds"], declared["metric"], declared["guess"])


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False, default=float) + "\n", encoding="utf-8")


def rounded(value, digits=6):
    """As far as two processors agree on what they fitted."""
    if isinstance(value, dict):
        return {name: rounded(each, digits) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(each, digits) for each in value]
    return float(f"{value:.{digits}g}") if isinstance(value, float) else value


def sha256_of(*files):
    """Of the contents of files, one after the other."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()


def lineage(model, data, bundled):
    """Where a model is from: its data, its scripts and, in a workflow or a job, its commit and its run.

    data: the file that was read. bundled: whether it is what the repository has or makes itself.
    """
    scripts = [*(TRAINING / name for name in SHARED), *sorted((TRAINING / model).glob("*.py"))]
    return {
        "data": "bundled" if bundled else data.name,
        "dataSha256": sha256_of(data),
        "scriptsSha256": sha256_of(*scripts),
        "commit": os.environ.get("PLATFORM_COMMIT") or os.environ.get("GITHUB_SHA"),
        "run": os.environ.get("PLATFORM_RUN") or os.environ.get("MLFLOW_RUN_ID") or os.environ.get("GITHUB_RUN_ID"),
    }


def write_training(package, model, version, trained_on, rows, metrics, settings=None, explanation=None, **own):
    """training.json: how a version came about. own: facts of this kind of model alone."""
    record = {
        "schemaVersion": 1, "model": model, "version": version, "rows": trained_on, **(read_json(settings / "settings.json") if settings else {}), **own,
        "evaluation": read_json(metrics / "metrics.json"), **(read_json(explanation / "explanation.json") if explanation else {}),
        "lineage": read_json(rows / "lineage.json")}
    write_json(package / "training.json", record)
    track_version({**record.get("chosen", {}), **record["lineage"]}, package)


def is_tracked():
    """Whether there is a record of the job: Azure Machine Learning then says where."""
    return "MLFLOW_TRACKING_URI" in os.environ


def track_version(parameters, package):
    """What a version was made with and of, to the record of the job, where there is one, with the version itself."""
    if not is_tracked():
        return
    import mlflow
    for name, value in parameters.items():
        if value is not None:
            mlflow.log_param(name, value)
    mlflow.log_artifacts(str(package), "version")


def track(values, prefix=""):
    """Numbers to the record of the job, where there is one."""
    if not is_tracked():
        return
    import mlflow
    for name, value in values.items():
        if isinstance(value, dict):
            track(value, f"{prefix}{name}.")
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            mlflow.log_metric(prefix + name, value)
        elif isinstance(value, str):
            mlflow.log_param(prefix + name, value)
