"""The bundled stories model: own texts, own tokenizer, a small decoder.

Needs Debian's python3-torch, python3-onnx and python3-numpy; with libopenblas0-pthread it takes some minutes of one core instead of an
hour. It runs on one thread from fixed seeds, so that the same libraries on the same kind of processor give the same bytes.
"""
import json
import math
import time
from dataclasses import dataclass, replace

import numpy
import torch
from torch.nn import functional

import reports
from steps import Pipeline, Refused, Space, lineage, read_json, rounded, track, write_json, write_training

from . import answers, export, grammar
from .bpe import Tokenizer
from .network import VOCABULARY, WINDOW, Network

SEED, WARM_UP, HELD_OUT = 20260101, 50, 300
SPACE = Space.of("stories")
# Of a training that only tells how good a point of the sweep is.
TRIAL_STEPS = 150


@dataclass(frozen=True)
class Pass:
    """One way through texts of its own."""
    documents: int
    seed: int
    questions: tuple
    length: int
    batch: int
    rate: float
    most: int = 1_000_000

    def at(self, rate):
        """As fast, times this."""
        return replace(self, rate=self.rate * rate)


# The first learns the language; the others, of many small steps, to say again what was said before: names, things and places. The last ends
# before its texts do, after so many steps.
PASSES = [
    Pass(20_000, SEED, (0, 1, 1, 2), WINDOW, 8, 3e-3), Pass(9_000, SEED + 1, (2, 3, 4), 256, 4, 2.5e-3),
    Pass(9_000, SEED + 2, (2, 3, 4), 256, 4, 2e-3, most=1_249),
]


def sequences(tokenizer, texts, length):
    ids = numpy.array([token for text in texts for token in tokenizer.encode(text)], numpy.int64)
    return torch.from_numpy(ids[:len(ids) // length * length].reshape(-1, length))


def loss_of(network, batch):
    logits = network(batch[:, :-1])
    return functional.cross_entropy(logits.reshape(-1, VOCABULARY), batch[:, 1:].reshape(-1))


def rate_at(step, steps):
    return min((step + 1) / WARM_UP, 0.05 + 0.475 * (1 + math.cos(math.pi * step / steps)))


def learn(network, data, settings, after=lambda steps: None):
    """after: is told how many steps there have been."""
    decayed = [weight for weight in network.parameters() if weight.dim() == 2]
    others = [weight for weight in network.parameters() if weight.dim() == 1]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}], betas=(0.9, 0.95))
    order = torch.randperm(len(data), generator=torch.Generator().manual_seed(SEED))
    steps, started = len(data) // settings.batch, time.process_time()
    for step in range(min(steps, settings.most)):
        for group in optimizer.param_groups:
            group["lr"] = settings.rate * rate_at(step, steps)
        loss = loss_of(network, data[order[step * settings.batch:(step + 1) * settings.batch]])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        after(step + 1)
        if step % 50 == 0 or step == steps - 1:
            print(f"step {step} of {steps}: loss {loss.item():.4f}, {time.process_time() - started:.0f} s of processor", flush=True)


@torch.no_grad()
def held_out_loss(network, data, batch=8):
    return sum(loss_of(network, data[start:start + batch]).item() for start in range(0, len(data) - batch + 1, batch)) / (len(data) // batch)


def tokenizer_of(texts):
    return Tokenizer.learn(texts[:4_000], VOCABULARY, [grammar.END, grammar.USER, grammar.ASSISTANT, grammar.TURN])


def prepare(data, rows):
    if data:
        raise Refused("stories is trained on what its own grammar writes; leave out --data")
    first = PASSES[0]
    documents = grammar.documents(first.documents + HELD_OUT, first.seed, first.questions)
    write_json(rows / "texts.json", [text for text, _ in documents])
    prompts = [prompt for _, turns in documents[first.documents:] for prompt in answers.prompts(turns)]
    (rows / answers.FILE).write_text("".join(json.dumps(prompt) + "\n" for prompt in prompts), encoding="utf-8")
    write_json(rows / "lineage.json", lineage("stories", rows / "texts.json", bundled=True))


def sweep(rows, settings, points=(), usual=SPACE.usual, watch=lambda losses: None):
    """Without points the usual one is taken, as one more that is tried is a training more. watch: is told of a point's losses so far."""
    tried = {point: attempt(rows, dict(point)["rate"], watch) for point in points}
    reports.write_choice(settings, tried, usual, SPACE.metric)


def attempt(rows, rate, watch):
    """What is held out after each part of a short training costs: its folds."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    texts, network, losses = read_json(rows / "texts.json"), Network(), []
    short, tokenizer = PASSES[0].at(rate), tokenizer_of(texts)
    # Of no more texts, so that the rate falls as far as in a whole training
    data = sequences(tokenizer, texts[:PASSES[0].documents], WINDOW)[:TRIAL_STEPS * short.batch]
    unseen = sequences(tokenizer, texts[PASSES[0].documents:], WINDOW)

    def after(steps):
        if steps % (TRIAL_STEPS // SPACE.folds) == 0:
            losses.append(held_out_loss(network, unseen))
            watch(losses)

    learn(network, data, short, after)
    return losses


def go_through(settings, rate, texts, tokenizer, before, after):
    """One pass, from the weights of the one before it."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    network = Network()
    if before:
        network.load_state_dict(torch.load(before / "weights.pt"))
    learn(network, sequences(tokenizer, texts, settings.length), settings.at(rate))
    torch.save(network.state_dict(), after / "weights.pt")


def of_grammar(settings):
    return grammar.corpus(settings.documents, settings.seed, settings.questions)


def rate_in(settings):
    return read_json(settings / "settings.json")["chosen"]["rate"]


def train(rows, settings, first):
    texts = read_json(rows / "texts.json")
    go_through(PASSES[0], rate_in(settings), texts[:PASSES[0].documents], tokenizer_of(texts), None, first)


def train_again(rows, settings, first, second):
    go_through(PASSES[1], rate_in(settings), of_grammar(PASSES[1]), tokenizer_of(read_json(rows / "texts.json")), first, second)


def train_last(rows, settings, second, fitted):
    go_through(PASSES[2], rate_in(settings), of_grammar(PASSES[2]), tokenizer_of(read_json(rows / "texts.json")), second, fitted)


def load(rows, fitted):
    texts, network = read_json(rows / "texts.json"), Network()
    network.load_state_dict(torch.load(fitted / "weights.pt"))
    return texts, tokenizer_of(texts), network


def evaluate(rows, fitted, metrics):
    torch.set_num_threads(1)
    texts, tokenizer, network = load(rows, fitted)
    held_out = texts[PASSES[0].documents:]
    asked = answers.ask(network, tokenizer, answers.read(rows))
    found = {"rows": len(held_out), "how": "held out of the training",
             "metrics": {"lossPerToken": rounded(held_out_loss(network, sequences(tokenizer, held_out, WINDOW)), 3),
                         "exactAnswers": rounded(float(numpy.mean([each["right"] for each in asked])), 3)}}
    track(found["metrics"])
    write_json(metrics / "metrics.json", found)
    write_json(metrics / "asked.json", asked)


def explain(metrics, explanation):
    """Which questions it answers wrong most."""
    asked = read_json(metrics / "asked.json")
    columns = {"question": numpy.array([each["kind"] for each in asked]), "turn": numpy.array([each["turn"] for each in asked]),
               "tokens": numpy.array([each["tokens"] for each in asked])}
    wrong = numpy.array([not each["right"] for each in asked])
    write_json(explanation / "explanation.json", {"asked": len(asked), "cohorts": reports.cohorts_of(columns, wrong, least=20)})


def package(rows, settings, fitted, metrics, explanation, package):
    texts, tokenizer, network = load(rows, fitted)
    export.write(network, tokenizer, package)
    write_training(
        package, "stories", "1", PASSES[0].documents, rows, metrics, settings, explanation, vocabulary=len(tokenizer.vocabulary),
        parameters=sum(weight.numel() for weight in network.parameters()))


def losses(session, rows, folder):
    """Of each text that is held out, by a version with its own tokens: the sum over them, as other tokens are more or fewer."""
    tokenizer = Tokenizer.load(folder)
    return numpy.array([loss_of_text(session, tokenizer.encode(text)) for text in read_json(rows / "texts.json")[PASSES[0].documents:]])


def loss_of_text(session, ids):
    tokens = numpy.array([ids], numpy.int64)
    # Nothing has been read before
    past = {each.name: numpy.zeros([1 if at == 0 else size if isinstance(size, int) else 0 for at, size in enumerate(each.shape)], numpy.float32)
            for each in session.get_inputs() if each.name.startswith("past_key_values.")}
    [logits] = session.run(["logits"], {
        "input_ids": tokens, "attention_mask": numpy.ones_like(tokens), "position_ids": numpy.arange(len(ids))[None], **past})
    scores = logits[0, :-1].astype(float)
    scores -= scores.max(axis=1, keepdims=True)
    return float((numpy.log(numpy.exp(scores).sum(axis=1)) - scores[numpy.arange(len(ids) - 1), ids[1:]]).sum())


PIPELINE = Pipeline.of("stories", 1, globals())
