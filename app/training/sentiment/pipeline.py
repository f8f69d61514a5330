"""Version 2 of the bundled sentiment model: weights of words, pairs of words and two lexicons, in one ONNX graph that reads texts.

Needs onnx, numpy, scipy and scikit-learn (Debian: python3-onnx python3-sklearn) and npm, which fetches sentences and lexicons. Running it
again with the same libraries gives the same bytes. A file of others has the columns text and label, negative or positive.
"""
import pickle

import numpy
from sklearn.metrics import log_loss
from sklearn.model_selection import KFold

import references
import reports
from steps import Pipeline, Space, lineage, read_json, rounded, track, write_json, write_training
from tables import Table, read, write

from .graph import THRESHOLD, to_onnx
from .sources import SOURCES, read_lexicons, read_sentences
from .words import Weights, opinion

TABLE = Table({"text": "text"}, "label", ("negative", "positive"))
SPACE = Space.of("sentiment")
FOLDS = KFold(10, shuffle=True, random_state=0)
# Made once, and read by the steps after it.
UNSEEN = "unseen.npy"


def prepare(data, rows):
    sentences = read_sentences() if not data else [(text, TABLE.classes.index(label), 0) for text, label in zip(*_given(data))]
    write_json(rows / "sentences.json", sentences)
    write_json(rows / "lexicons.json", read_lexicons())
    # All are trained on, as they are few; folds tell how good that is
    texts, positions, _ = zip(*sentences)
    write(rows / "held_out.csv", TABLE, {"text": numpy.array(texts, dtype=object)}, [TABLE.classes[at] for at in positions])
    write_json(rows / "lineage.json", lineage("sentiment", data or rows / "held_out.csv", bundled=not data))


def _given(data):
    columns, truth = read(data, TABLE)
    return columns["text"], truth


def load(rows):
    texts, classes, sources = zip(*read_json(rows / "sentences.json"))
    lexicons = read_json(rows / "lexicons.json")
    return list(texts), numpy.array(classes), numpy.array(sources), numpy.array([opinion(text, lexicons) for text in texts])


def predicted(texts, opinions, classes, train, test, strength):
    """Probabilities of some texts, by weights that were learned from others."""
    weights = Weights([texts[row] for row in train], opinions[train], classes[train], strength)
    return weights.probabilities([texts[row] for row in test], opinions[test])


def unseen(texts, opinions, classes, strength):
    found = numpy.zeros((len(texts), 2))
    for train, test in FOLDS.split(texts):
        found[test] = predicted(texts, opinions, classes, train, test, strength)
    return found


def parts(texts, sources):
    """To train on, and to ask: by source, as it is used for texts of others; rows of one source in folds."""
    if len(set(sources)) > 1:
        return [(numpy.where(sources != at)[0], numpy.where(sources == at)[0]) for at in sorted(set(sources))]
    return list(KFold(SPACE.folds, shuffle=True, random_state=0).split(texts))


def sweep(rows, settings, points=SPACE.points, usual=SPACE.usual, watch=lambda losses: None):
    """watch: is told of a point's losses after each fold."""
    texts, classes, sources, opinions = load(rows)

    def loss(point, train, test):
        return log_loss(classes[test], predicted(texts, opinions, classes, train, test, point["C"]))

    reports.write_choice(settings, reports.losses_of(points, parts(texts, sources), loss, watch), usual, SPACE.metric)


def train(rows, settings, fitted):
    texts, classes, _, opinions = load(rows)
    weights = Weights(texts, opinions, classes, read_json(settings / "settings.json")["chosen"]["C"])
    (fitted / "weights.pickle").write_bytes(pickle.dumps(weights))


def evaluate(rows, settings, metrics):
    """In folds, and on each source after training on the others."""
    texts, classes, sources, opinions = load(rows)
    strength = read_json(settings / "settings.json")["chosen"]["C"]
    truth, probabilities = numpy.array(TABLE.classes)[classes], unseen(texts, opinions, classes, strength)
    found = reports.evaluation(TABLE.classes, truth, probabilities, "in 10 folds, each by weights of the others")
    found["sources"] = {} if len(set(sources)) == 1 else {
        name: rounded(float((predicted(texts, opinions, classes, *numpy.where(sources != at), *numpy.where(sources == at), strength).argmax(axis=1)
                             == classes[sources == at]).mean())) for at, name in enumerate(SOURCES)}
    track(found["metrics"])
    write_json(metrics / "metrics.json", found)
    numpy.save(metrics / UNSEEN, probabilities)


def explain(rows, fitted, metrics, explanation):
    """The cohorts are of what can be said of a text before it is read; the words that weigh most are what the model says of itself."""
    texts, classes, sources, opinions = load(rows)
    probabilities = numpy.load(metrics / UNSEEN)
    of_texts = {"characters": numpy.array([len(text) for text in texts], float), "negations": opinions[:, -1],
                "source": numpy.array([SOURCES[at] if len(set(sources)) > 1 else "data" for at in sources])}
    ngrams = pickle.loads((fitted / "weights.pickle").read_bytes()).of_ngrams()
    heaviest = sorted(ngrams, key=lambda name: -abs(ngrams[name]))[:20]
    write_json(explanation / "explanation.json", {
        "cohorts": reports.cohorts(of_texts, numpy.array(TABLE.classes)[classes], TABLE.classes, probabilities, least=100),
        "words": len(ngrams), "importance": {name: rounded(float(ngrams[name]), 3) for name in heaviest}})


def package(rows, settings, fitted, metrics, explanation, package):
    texts, _, _, _ = load(rows)
    weights = pickle.loads((fitted / "weights.pickle").read_bytes())
    (package / "model.onnx").write_bytes(to_onnx(weights, read_json(rows / "lexicons.json")).SerializeToString(deterministic=True))
    score = 2 * numpy.load(metrics / UNSEEN)[:, 1] - 1
    said = numpy.where(score > THRESHOLD, "positive", numpy.where(score < -THRESHOLD, "negative", "neutral"))
    # No text is kept: drift of texts is that of their length
    write_json(package / "reference.json", references.make(
        "sentiment", len(texts), {"text.length": numpy.array([len(text) for text in texts])}, {"sentiment": said, "score": score}, numpy.abs(score)))
    write_training(package, "sentiment", "2", len(texts), rows, metrics, settings, explanation)


def losses(session, rows, folder):
    """Of each row that is held out, by a version that says by its score how likely praise is."""
    columns, truth = read(rows / "held_out.csv", TABLE)
    [score] = session.run(["score"], columns)
    praise = (1 + score.astype(float)) / 2
    return reports.log_losses(reports.positions(TABLE.classes, truth), numpy.column_stack([1 - praise, praise]))


PIPELINE = Pipeline.of("sentiment", 2, globals())
