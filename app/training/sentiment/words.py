"""What texts are to version 2 of the sentiment model: words, pairs of words, and what two lexicons say of them."""
import re

import numpy
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from steps import Refused

from .lexicon import NEGATIONS, WORD

NEGATORS = [*NEGATIONS, "nothing", "hardly"]
SPAN, LEAST_SENTENCES, LEAST_WEIGHT = 3, 2, 0.005


def split(text):
    """As the graph does: only A to Z are put into lower case."""
    lower = "".join(letter.lower() if letter.isascii() else letter for letter in text)
    return re.findall(WORD.replace(r"\p{L}\p{N}", r"^\W_").replace("[^\\W_'-]+", "(?:[^\\W_]|['-])+"), lower)


def with_pairs(text):
    words = split(text)
    return words + [f"{left} {right}" for left, right in zip(words, words[1:])]


def opinion(text, lexicons):
    """What the lexicons say of a text: praise and blame by each, turned around within so many words after a negation."""
    words = split(text)
    negated = [word in NEGATORS for word in words]
    signs = [-1 if any(negated[max(0, at - SPAN):at]) else 1 for at in range(len(words))]
    sums = []
    for lexicon in lexicons:
        values = [lexicon.get(word, 0.0) * sign for word, sign in zip(words, signs)]
        sums += [sum(max(value, 0) for value in values), sum(max(-value, 0) for value in values)]
    return [*numpy.sqrt(sums), numpy.tanh((sums[0] - sums[1]) / 2), numpy.tanh(sums[2] - sums[3]), min(sum(negated), 2)]


class Weights:
    """Of words and pairs, of what the lexicons say, and of nothing at all."""

    def __init__(self, texts, opinions, classes, strength):
        self.counter = CountVectorizer(analyzer=with_pairs, binary=True, min_df=LEAST_SENTENCES)
        try:
            counts = self.counter.fit_transform(texts)
        except ValueError:
            raise Refused(f"no word is in {LEAST_SENTENCES} of the {len(texts)} texts that are learned from; give more or longer ones") from None
        praise, blame = (numpy.asarray(counts[classes == side].sum(0)).ravel() + 1.0 for side in (1, 0))
        # How much likelier a word is in praise: a naive Bayes, whose weights are then learned together.
        self.ratios = numpy.log(praise / praise.sum() / (blame / blame.sum()))
        self.model = LogisticRegression(C=strength, max_iter=2000).fit(self.features(counts, opinions), classes)
        ngrams = self.model.coef_[0][:len(self.ratios)]
        ngrams[numpy.abs(ngrams * self.ratios) <= LEAST_WEIGHT] = 0

    def features(self, counts, opinions):
        return sparse.hstack([counts @ sparse.diags(self.ratios), sparse.csr_matrix(opinions)]).tocsr()

    def probabilities(self, texts, opinions):
        return self.model.predict_proba(self.features(self.counter.transform(texts), opinions))

    def of_ngrams(self):
        """By word or pair, without those that weigh nothing."""
        weights = self.model.coef_[0][:len(self.ratios)] * self.ratios
        names = self.counter.get_feature_names_out()
        return {name: weight for name, weight in zip(names, weights) if weight != 0}
