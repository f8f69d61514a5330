"""Questions of conversations that the training has not seen, of which there is one right answer, and what a network answers."""
import json

import torch

from . import grammar

FILE = "held_out.jsonl"


def prompts(turns):
    """As `dotnet platform.cs evaluate` reads them, one for each turn with one right answer."""
    messages = []
    for turn in turns:
        messages.append({"role": "user", "content": turn.asked})
        if turn.kind != "story":
            yield {"messages": list(messages), "expected": turn.answered}
        messages.append({"role": "assistant", "content": turn.answered})


def read(rows):
    return [json.loads(line) for line in (rows / FILE).read_text(encoding="utf-8").splitlines()]


def text_of(messages):
    """As the chat template writes them."""
    roles = {"user": grammar.USER, "assistant": grammar.ASSISTANT}
    return grammar.END + "".join(f"{roles[each['role']]}{each['content']}{grammar.TURN}" for each in messages) + grammar.ASSISTANT


def kind_of(question):
    """By its first word, as far as it is about a story."""
    if question in grammar.GREETINGS:
        return "greeting"
    return "outside" if question in grammar.OUTSIDE else question.split()[0].lower()


def ask(network, tokenizer, prompts):
    """Of each prompt its kind, its length, and whether the likeliest answer is the right one."""
    found = []
    for prompt in prompts:
        ids = tokenizer.encode(text_of(prompt["messages"]))
        right = tokenizer.encode(prompt["expected"] + grammar.TURN)
        found.append({"kind": kind_of(prompt["messages"][-1]["content"]), "turn": len(prompt["messages"]) // 2 + 1, "tokens": len(ids),
                      "right": says(network, ids, right)})
    return found


@torch.no_grad()
def says(network, ids, answer):
    """Whether each token of the answer is the likeliest after those before it."""
    logits = network(torch.tensor([[*ids, *answer[:-1]]]))[0, -len(answer):]
    return logits.argmax(-1).tolist() == answer
