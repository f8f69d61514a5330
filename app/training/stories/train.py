#!/usr/bin/python3
"""Trains the bundled stories model and writes its folder: own texts, own tokenizer, a small decoder.

Needs Debian's python3-torch, python3-onnx and python3-numpy; with libopenblas0-pthread it takes some minutes of one core instead of an
hour. It runs on one thread from fixed seeds, so that the same libraries on the same kind of processor give the same bytes.

    python3 app/training/stories/train.py
"""
import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy
import torch
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parent))
import export  # noqa: E402
import grammar  # noqa: E402
from bpe import Tokenizer  # noqa: E402
from network import VOCABULARY, WINDOW, Network  # noqa: E402

FOLDER = Path(__file__).resolve().parents[2] / "models/stories/1"
SEED, WARM_UP, HELD_OUT = 20260101, 50, 300


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


def train(network, data, settings):
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
        if step % 50 == 0 or step == steps - 1:
            print(f"step {step} of {steps}: loss {loss.item():.4f}, {time.process_time() - started:.0f} s of processor", flush=True)


@torch.no_grad()
def held_out_loss(network, data, batch=8):
    return sum(loss_of(network, data[start:start + batch]).item() for start in range(0, len(data) - batch + 1, batch)) / (len(data) // batch)


def main():
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    first = PASSES[0]
    texts = grammar.corpus(first.documents + HELD_OUT, first.seed, first.questions)
    tokenizer = Tokenizer.learn(texts[:4_000], VOCABULARY, [grammar.END, grammar.USER, grammar.ASSISTANT, grammar.TURN])
    network = Network()
    print(f"{sum(weight.numel() for weight in network.parameters())} parameters, {len(tokenizer.vocabulary)} in the vocabulary", flush=True)
    for settings in PASSES:
        own = texts[:first.documents] if settings is first else grammar.corpus(settings.documents, settings.seed, settings.questions)
        train(network, sequences(tokenizer, own, settings.length), settings)
    print(f"held out: loss {held_out_loss(network, sequences(tokenizer, texts[first.documents:], WINDOW)):.4f} a token", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    export.write(network, tokenizer, FOLDER)


if __name__ == "__main__":
    main()
