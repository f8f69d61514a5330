#!/usr/bin/python3
"""Trains a bundled model: all steps of its pipeline, or one.

    python3 app/training/run.py bank --output app/models/bank
    python3 app/training/run.py bank --data people.csv --version 2 --output candidate
    python3 app/training/run.py bank train --rows DIR --settings DIR --fitted DIR
    python3 app/training/run.py bank trial --rows DIR --C 0.1 --settings DIR

The steps after the last one, compare and publish, are the workspace's: what they let through is registered there. So are insights, which
prepares what Microsoft's components are given, and trial, which is the step sweep for one point of what it goes through.
"""
import argparse
import importlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

import cards
import trials
from steps import TRAINING, Refused, Step, read_json, write_json

# OpenBLAS takes a thread for each processor and divides its sums among them: in another order they differ in their last bits. With one thread
# they are the same on all machines. It is read when numpy is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
# What Debian calls the modules that the pipelines import.
PACKAGES = {"sklearn": "python3-sklearn", "onnx": "python3-onnx", "numpy": "python3-numpy", "scipy": "python3-scipy", "torch": "python3-torch"}
# What the steps beside the pipelines import; the jobs of the workspace have it.
OF_JOBS = ("mlflow", "onnxruntime", "pandas", "pyarrow")


def models():
    return sorted(path.parent.name for path in TRAINING.glob("*/pipeline.py"))


def load(model):
    if model not in models():
        raise Refused(f"there is no pipeline of a model '{model}'; there are {', '.join(models())}")
    return importlib.import_module(f"{model}.pipeline").PIPELINE


def publish(model, package, output, version):
    """Puts a version's folder into a model's folder under this number, with the model's card beside it."""
    target = output / str(version)
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(package.iterdir()):
        # Each is there whole or not at all: a server may be looking
        part = output / f".{file.name}.part"
        shutil.copyfile(file, part)
        if file.name in ("training.json", "reference.json"):
            write_json(part, {**read_json(file), "version": str(version)})
        part.replace(target / file.name)
    (output / "README.md").write_text(cards.render(model, target), encoding="utf-8")
    return target


def version_number(text):
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no version; expected a whole number from 1 on")
    return int(text)


def run_all(pipeline, given):
    parser = argparse.ArgumentParser(prog=f"run.py {pipeline.model}")
    parser.add_argument("--data", type=Path, help="a CSV file instead of the bundled data")
    parser.add_argument("--output", type=Path, required=True, help="the model's folder, which gets the version")
    parser.add_argument("--version", type=version_number, help=f"its number; default {pipeline.version}")
    parser.add_argument("--held-out", type=Path, help="a file for the rows that it was not trained on")
    parser.add_argument("--work", type=Path, help="where the steps' outputs are kept; those that are there are not made again")
    arguments = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as temporary:
        work = (arguments.work or Path(temporary)).resolve()
        package = pipeline.run(work, arguments.data and arguments.data.resolve())
        target = publish(pipeline.model, package, arguments.output, arguments.version or pipeline.version)
        if arguments.held_out:
            # Rows of CSV, or prompts as lines of JSON
            held_out = next((work / "rows").glob("held_out.*"), None)
            if held_out is None:
                raise Refused(f"{pipeline.model} holds no rows out; leave out --held-out")
            shutil.copyfile(held_out, arguments.held_out)
    print(f"{target}: {cards.summary(read_json(target / 'training.json'))}")


def find(pipeline, name):
    """A step of the model's own, or one of those that the workspace alone has."""
    module = importlib.import_module(f"{pipeline.model}.pipeline")

    def compare(**paths):
        import compare as comparison
        comparison.compare(module, **paths)

    def register(package, verdict):
        import registry
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / pipeline.model
            publish(pipeline.model, package, folder, 1)
            registry.register_better(folder, f"{pipeline.model}-retrained", read_json(verdict / "verdict.json"))

    def prepare_insights(**paths):
        import insights
        insights.prepare(pipeline.model, module, **paths)

    own = {"compare": compare, "publish": register, "insights": prepare_insights}
    for each in (*read_json(TRAINING / "release.json"), *read_json(TRAINING / "insights.json")):
        if each["name"] == name:
            return Step(name, own[name], tuple(each["inputs"]), tuple(each["outputs"]))
    return trials.step(module, pipeline.find("sweep")) if name == trials.NAME else pipeline.find(name)


def run_one(pipeline, name, given):
    step = find(pipeline, name)
    parser = argparse.ArgumentParser(prog=f"run.py {pipeline.model} {name}")
    for each in (*step.inputs, *step.outputs):
        parser.add_argument(f"--{each}", type=getattr(step, "kinds", {}).get(each, Path), required=each != "data")
    given = vars(parser.parse_args(given))
    for each in step.outputs:
        given[each].mkdir(parents=True, exist_ok=True)
    step.run(**given)


def main(arguments):
    if not arguments:
        raise Refused(f"name a model: {', '.join(models())}")
    pipeline = load(arguments[0])
    if len(arguments) > 1 and not arguments[1].startswith("-"):
        run_one(pipeline, arguments[1], arguments[2:])
    else:
        run_all(pipeline, arguments[1:])


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Refused as refused:
        sys.exit(str(refused))
    except FileNotFoundError as missing:
        sys.exit(f"'{missing.filename}' is not there; what a step reads, the steps before it have written")
    except ModuleNotFoundError as missing:
        library = missing.name.partition(".")[0]
        if library in OF_JOBS:
            sys.exit(f"Python has no {library}, which this step needs in the workspace; app/training/conda.yaml names what its jobs have")
        package = PACKAGES.get(library)
        if package is None:
            raise
        sys.exit(f"Python has no {library}; on Debian and Ubuntu: apt-get install {' '.join(sorted(set(PACKAGES.values()) - {'python3-torch'} | {package}))}")
