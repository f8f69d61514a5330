"""How good a classifier is: as a whole, of each class, of each cohort, and by which columns."""
import numpy
from sklearn.metrics import balanced_accuracy_score, precision_recall_fscore_support, roc_auc_score
from sklearn.tree import DecisionTreeClassifier

from steps import rounded, write_json

CALIBRATION_BINS = 10
# A probability of nothing would cost without bound.
LEAST_PROBABILITY = 1e-15
REPEATS = 5
SEED = 0


def metrics(classes, truth, probabilities):
    """classes: in the order of the columns of the probabilities."""
    position = positions(classes, truth)
    predicted = probabilities.argmax(axis=1)
    found = {
        "accuracy": float((predicted == position).mean()),
        "balancedAccuracy": float(balanced_accuracy_score(position, predicted)),
        "logLoss": log_loss(position, probabilities),
        "calibrationError": calibration_error(position, probabilities),
    }
    if len(classes) == 2:
        found["areaUnderCurve"] = float(roc_auc_score(position, probabilities[:, 1]))
    return rounded(found)


def evaluation(classes, truth, probabilities, how):
    """What metrics.json holds of a classifier; how: where the rows are from that it was asked."""
    return {"rows": len(truth), "how": how, "metrics": metrics(classes, truth, probabilities), "classes": of_classes(classes, truth, probabilities)}


def positions(classes, truth):
    return numpy.array([list(classes).index(name) for name in truth])


def log_losses(position, probabilities):
    """Of each row."""
    return -numpy.log(numpy.clip(probabilities[numpy.arange(len(position)), position], LEAST_PROBABILITY, 1))


def log_loss(position, probabilities):
    return float(log_losses(position, probabilities).mean())


def calibration_error(position, probabilities):
    """By how much confidence and accuracy differ, in bins of the confidence, weighted by their rows."""
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == position
    bins = numpy.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    return float(sum(abs(confidence[bins == each].mean() - right[bins == each].mean()) * (bins == each).mean() for each in numpy.unique(bins)))


def of_classes(classes, truth, probabilities):
    position, predicted = positions(classes, truth), probabilities.argmax(axis=1)
    precision, recall, _, rows = precision_recall_fscore_support(position, predicted, labels=range(len(classes)), zero_division=0)
    return {name: rounded({"rows": int(rows[at]), "precision": float(precision[at]), "recall": float(recall[at])}) for at, name in enumerate(classes)}


def cohorts(columns, truth, classes, probabilities, least=50):
    return cohorts_of(columns, probabilities.argmax(axis=1) != positions(classes, truth), least)


def cohorts_of(columns, wrong, least):
    """The parts of the rows that differ most in how often the model is wrong: two splits, each by the column that tells best."""
    names, matrix = as_numbers(columns)
    if len(wrong) < 2 * least or not wrong.any():
        return []
    tree = DecisionTreeClassifier(max_depth=2, min_samples_leaf=least, criterion="entropy", random_state=SEED).fit(matrix, wrong).tree_
    found = []

    def walk(node, said):
        if tree.children_left[node] < 0:
            rows = int(tree.n_node_samples[node])
            found.append(rounded({"cohort": " and ".join(said) or "all", "rows": rows, "errorRate": float(wrong[leaves == node].mean())}))
            return
        name, value, threshold = *names[tree.feature[node]], tree.threshold[node]
        below, above = (f"{name} ≤ {threshold:.6g}", f"{name} > {threshold:.6g}") if value is None else (f"{name} is not {value}", f"{name} is {value}")
        walk(tree.children_left[node], [*said, below])
        walk(tree.children_right[node], [*said, above])

    leaves = tree.apply(matrix.astype(numpy.float32))
    walk(0, [])
    return sorted(found, key=lambda cohort: -cohort["errorRate"])


def as_numbers(columns):
    """A matrix with a column for each number and each value of a text, and what each column is: (name, value or None)."""
    names, parts = [], []
    for name, values in columns.items():
        if values.dtype.kind in "fiu":
            names.append((name, None))
            parts.append(values.astype(float))
        else:
            for value in sorted(set(values)):
                names.append((name, value))
                parts.append((values == value).astype(float))
    return names, numpy.column_stack(parts)


def importance(columns, truth, classes, predict):
    """By how much the log loss grows when a column's values are dealt out anew. predict: columns to probabilities."""
    position, draw = positions(classes, truth), numpy.random.RandomState(SEED)
    whole = log_loss(position, predict(columns))
    found = {}
    for name, values in columns.items():
        losses = [log_loss(position, predict({**columns, name: values[draw.permutation(len(values))]})) for _ in range(REPEATS)]
        found[name] = rounded(float(numpy.mean(losses)) - whole, 4)
    return dict(sorted(found.items(), key=lambda each: -each[1]))


def losses_of(points, parts, loss, watch):
    """Of each point, as a tuple of pairs, the loss in each part. parts: rows to train on, and to ask. watch: is told of a point's losses so far."""
    found = {}
    for point in points:
        found[point] = []
        for train, test in parts:
            found[point].append(loss(dict(point), train, test))
            watch(found[point])
    return found


def write_choice(settings, tried, usual, metric):
    """settings.json: what is chosen, and what was tried. tried: of each settings, as a tuple of pairs, the loss in each fold."""
    write_json(settings / "settings.json", {"chosen": chosen(tried, usual), "tried": swept(tried, metric)})


def chosen(tried, usual):
    """The settings with the least loss, but the usual ones where these are no worse by more than the standard error of the difference, or
    nothing was tried."""
    if not tried:
        return dict(usual)
    best = min(tried, key=lambda each: numpy.mean(tried[each]))
    differences = numpy.array(tried[usual]) - numpy.array(tried[best])
    clearly = differences.mean() > differences.std(ddof=1) / numpy.sqrt(len(differences)) if best != usual else False
    return dict(best if clearly else usual)


def swept(tried, metric):
    """What was tried, with its losses over the folds. Of their deviation, a small difference of large sums, processors agree on fewer digits."""
    return [
        rounded({"settings": dict(settings), metric: float(numpy.mean(losses)), "deviation": rounded(float(numpy.std(losses, ddof=1)), 4)})
        for settings, losses in tried.items()
    ]
