#!/usr/bin/python3
"""A model's card, README.md beside its versions: what is written for people, with figures from the files of a version.

    python3 app/training/cards.py bank app/models/bank/1
"""
import re
import sys
from pathlib import Path

from steps import TRAINING, Refused, read_json, sha256_of

NAMES = {"accuracy": "accuracy", "balancedAccuracy": "balanced accuracy", "areaUnderCurve": "area under the ROC curve", "logLoss": "log loss",
         "calibrationError": "calibration error", "lossPerToken": "loss a token (natural logarithm)", "exactAnswers": "questions answered exactly"}


def render(model, version):
    """version: a folder with training.json."""
    facts = read_json(version / "training.json")
    sizes = {file.name: f"{file.stat().st_size:,}" for file in version.iterdir()}
    parts = {"figures": figures, "classes": classes, "cohorts": cohorts, "importance": importance, "settings": settings, "lineage": origin, "sources": sources}

    def fill(match):
        name, _, form = match.group(1).partition(":")
        if name == "data":
            return data(model, facts)
        if name.startswith("size "):
            return sizes[name.removeprefix("size ")]
        if name in parts:
            return parts[name](facts)
        value = facts
        for key in name.split("."):
            value = value[key]
        return format(value, form)

    return re.sub(r"{{([^{}]+)}}", fill, (TRAINING / model / "card.md").read_text(encoding="utf-8"))


def summary(facts):
    return ", ".join(f"{NAMES.get(name, name)} {value:.3f}" for name, value in facts["evaluation"]["metrics"].items())


def data(model, facts):
    """Of the bundled data there is a paragraph; of any other, nobody but who brought it knows more than this."""
    # The workspace is given the repository's rows as a file
    if facts["lineage"]["data"] == "bundled" or facts["lineage"]["dataSha256"] in map(sha256_of, (TRAINING / "data").glob("*.csv")):
        return (TRAINING / model / "data.md").read_text(encoding="utf-8").strip()
    return (f"Trained on `{facts['lineage']['data']}`, {facts['rows']:,} rows. It is not in the repository: whoever brought it answers for where it "
            "is from and for its licence.")


def figures(facts):
    rows = [f"| {NAMES.get(name, name)} | {value:.3f} |" for name, value in facts["evaluation"]["metrics"].items()]
    return "\n".join([f"| of {facts['evaluation']['rows']:,} rows {facts['evaluation']['how']} | |", "|---|---|", *rows])


def classes(facts):
    rows = [f"| `{name}` | {each['rows']:,} | {each['precision']:.3f} | {each['recall']:.3f} |" for name, each in facts["evaluation"]["classes"].items()]
    return "\n".join(["| class | rows | of those said, right | of those there, found |", "|---|---|---|---|", *rows])


def cohorts(facts):
    if not facts["cohorts"]:
        return "No part of the rows differs from the others, or there are too few."
    rows = [f"| {each['cohort']} | {each['rows']:,} | {100 * each['errorRate']:.1f} % |" for each in facts["cohorts"]]
    return "\n".join(["| rows whose | rows | wrong |", "|---|---|---|", *rows])


def importance(facts):
    return ", ".join(f"`{name}` {value:+.3f}" for name, value in facts["importance"].items())


def sources(facts):
    return ", ".join(f"{100 * share:.1f}" for share in facts["evaluation"]["sources"].values()) + " %"


def settings(facts):
    return ", ".join(f"`{name}` {value}" for name, value in facts["chosen"].items())


def origin(facts):
    of = facts["lineage"]
    lines = [("version", f"{facts['version']}"), ("data", f"{of['data']}, SHA-256 `{of['dataSha256']}`"), ("scripts", f"SHA-256 `{of['scriptsSha256']}`"),
             ("commit", f"`{of['commit']}`" if of["commit"] else "made by hand, from the scripts of that hash"), ("run", of["run"] or "none")]
    return "\n".join(["| lineage | |", "|---|---|", *(f"| {name} | {value} |" for name, value in lines)])


if __name__ == "__main__":
    try:
        print(render(sys.argv[1], Path(sys.argv[2])), end="")
    except IndexError:
        sys.exit("say which model, and the folder of its version: cards.py bank app/models/bank/1")
    except (Refused, FileNotFoundError) as error:
        sys.exit(str(error))
