#!/usr/bin/python3
"""Trains the bundled stories model and writes its folder: own texts, own tokenizer, a small decoder.

Needs Debian's python3-torch, python3-onnx and python3-numpy; with libopenblas0-pthread it takes some minutes of one core instead of an
hour. It runs on one thread from fixed seeds, so that the same libraries on the same kind of processor give the same bytes.

    python3 app/training/stories/train.py
"""
import math
import sys
import time
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
DOCUMENTS, HELD_OUT, BATCH, RATE, WARM_UP, SEED = 20_000, 300, 8, 3e-3, 50, 20260101


def sequences(tokenizer, texts):
    ids = numpy.array([token for text in texts for token in tokenizer.encode(text)], numpy.int64)
    return torch.from_numpy(ids[:len(ids) // WINDOW * WINDOW].reshape(-1, WINDOW))


def loss_of(network, batch):
    logits = network(batch[:, :-1])
    return functional.cross_entropy(logits.reshape(-1, VOCABULARY), batch[:, 1:].reshape(-1))


def rate_at(step, steps):
    return RATE * min((step + 1) / WARM_UP, 0.05 + 0.475 * (1 + math.cos(math.pi * step / steps)))


def train(network, data):
    decayed = [weight for weight in network.parameters() if weight.dim() == 2]
    others = [weight for weight in network.parameters() if weight.dim() == 1]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}], betas=(0.9, 0.95))
    order = torch.randperm(len(data), generator=torch.Generator().manual_seed(SEED))
    steps, started = len(data) // BATCH, time.process_time()
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, steps)
        loss = loss_of(network, data[order[step * BATCH:(step + 1) * BATCH]])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        if step % 50 == 0 or step == steps - 1:
            print(f"step {step} of {steps}: loss {loss.item():.4f}, {time.process_time() - started:.0f} s of processor", flush=True)


@torch.no_grad()
def held_out_loss(network, data):
    return sum(loss_of(network, data[start:start + BATCH]).item() for start in range(0, len(data) - BATCH + 1, BATCH)) / (len(data) // BATCH)


def main():
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    texts = grammar.corpus(DOCUMENTS + HELD_OUT, SEED)
    tokenizer = Tokenizer.learn(texts[:4_000], VOCABULARY, [grammar.END, grammar.USER, grammar.ASSISTANT, grammar.TURN])
    data, held_out = sequences(tokenizer, texts[:DOCUMENTS]), sequences(tokenizer, texts[DOCUMENTS:])
    network = Network()
    print(f"{sum(weight.numel() for weight in network.parameters())} parameters, {data.numel()} tokens, {len(tokenizer.vocabulary)} in the vocabulary", flush=True)
    train(network, data)
    print(f"held out: loss {held_out_loss(network, held_out):.4f} a token", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), sys.argv[1]) if len(sys.argv) > 1 else None
    export.write(network, tokenizer, FOLDER)


if __name__ == "__main__":
    main()
