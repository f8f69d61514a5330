#!/usr/bin/python3
"""Puts a candidate into a model's folder as the next version, and says in model.json that it is released as a shadow.

    python3 app/training/propose.py bank --from candidate --to app/models/bank --shadow
"""
import argparse
import json
import re
import sys
from pathlib import Path

import run
from steps import Refused


def version_in(folder):
    """The folder of the highest version below, at whatever depth: a job of Azure puts its output below folders of its own."""
    found = [file.parent for file in folder.rglob("model.onnx") if re.fullmatch("[1-9][0-9]*", file.parent.name)]
    if not found:
        raise Refused(f"'{folder}' holds no <version>/model.onnx")
    return max(found, key=lambda each: int(each.name))


def next_in(folder):
    return 1 + max((int(each.name) for each in folder.glob("[1-9]*") if each.name.isdigit()), default=0)


def with_shadow(text, version):
    """model.json as it is written, with another release: who has laid it out by hand keeps their lines."""
    settings = json.loads(text)
    if "release" in settings:
        del settings["release"]
        text = re.sub(r',\s*"release"\s*:\s*{[^{}]*}', "", text)
    text = f'{text.rstrip().removesuffix("}").rstrip()}{"," if settings else ""}\n  "release": {{ "version": {version}, "stage": "shadow" }}\n}}\n'
    if json.loads(text) != {**settings, "release": {"version": version, "stage": "shadow"}}:
        raise Refused('model.json has a "release" that is not its last part; write the new one by hand')
    return text


def main():
    parser = argparse.ArgumentParser(description="Puts a candidate into a model's folder.")
    parser.add_argument("model", help="its name")
    parser.add_argument("--from", dest="source", type=Path, required=True, help="below which a version's folder lies")
    parser.add_argument("--to", type=Path, required=True, help="the model's folder")
    parser.add_argument("--shadow", action="store_true", help="has model.json release it as a shadow")
    arguments = parser.parse_args()
    if not (run.TRAINING / arguments.model / "card.md").exists():
        raise Refused(f"there is no pipeline of a model '{arguments.model}'; there are {', '.join(run.models())}")
    version, settings = next_in(arguments.to), arguments.to / "model.json"
    # Before anything is written
    changed = with_shadow(settings.read_text(encoding="utf-8"), version) if arguments.shadow else None
    print(run.publish(arguments.model, version_in(arguments.source), arguments.to, version))
    if changed:
        settings.write_text(changed, encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        sys.exit(str(refused))
    except FileNotFoundError as missing:
        sys.exit(f"'{missing.filename}' is not there")
