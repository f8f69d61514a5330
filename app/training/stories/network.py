"""A small decoder as Llama has it: RMSNorm, rotary positions, grouped queries, SwiGLU, one table for tokens in and out."""
import math

import torch
from torch import nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, KV_HEADS, HEAD, HIDDEN = 128, 3, 4, 2, 32, 320
WINDOW, VOCABULARY, EPSILON, ROTARY_BASE = 384, 1024, 1e-5, 10000.0


class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(WIDTH))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + EPSILON) * self.weight


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.before_attention, self.before_hidden = Norm(), Norm()
        self.q = nn.Linear(WIDTH, HEADS * HEAD, bias=False)
        self.k = nn.Linear(WIDTH, KV_HEADS * HEAD, bias=False)
        self.v = nn.Linear(WIDTH, KV_HEADS * HEAD, bias=False)
        self.o = nn.Linear(HEADS * HEAD, WIDTH, bias=False)
        self.gate = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.up = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.down = nn.Linear(HIDDEN, WIDTH, bias=False)

    def forward(self, x, cos, sin, mask):
        y = self.before_attention(x)
        batch, length, _ = y.shape
        q = rotate(self.q(y).view(batch, length, HEADS, HEAD).transpose(1, 2), cos, sin)
        k = rotate(self.k(y).view(batch, length, KV_HEADS, HEAD).transpose(1, 2), cos, sin)
        v = self.v(y).view(batch, length, KV_HEADS, HEAD).transpose(1, 2)
        k, v = (t.repeat_interleave(HEADS // KV_HEADS, 1) for t in (k, v))
        weights = functional.softmax(q @ k.transpose(2, 3) / math.sqrt(HEAD) + mask, -1)
        x = x + self.o((weights @ v).transpose(1, 2).reshape(batch, length, HEADS * HEAD))
        y = self.before_hidden(x)
        return x + self.down(functional.silu(self.gate(y)) * self.up(y))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(VOCABULARY, WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = Norm()
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                nn.init.normal_(weight, std=0.02 / math.sqrt(2 * LAYERS) if name.endswith(("o.weight", "down.weight")) else 0.02)

    def forward(self, ids):
        length = ids.shape[1]
        angles = torch.outer(torch.arange(length, dtype=torch.float32), frequencies())
        mask = torch.full((length, length), float("-inf")).triu(1)
        x = self.tokens(ids)
        for layer in self.layers:
            x = layer(x, angles.cos().repeat(1, 2), angles.sin().repeat(1, 2), mask)
        return self.norm(x) @ self.tokens.weight.T


def frequencies():
    return 1.0 / ROTARY_BASE ** (torch.arange(0, HEAD, 2, dtype=torch.float32) / HEAD)


def rotate(x, cos, sin):
    left, right = x.chunk(2, -1)
    return x * cos + torch.cat((-right, left), -1) * sin
