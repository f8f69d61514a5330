"""A byte-level BPE tokenizer as GPT-2 has it, learned from texts, and the files that hold it."""
import json
import re
from collections import Counter
from functools import lru_cache

# GPT-2's pattern for texts of ASCII, which the grammar writes. https://github.com/openai/gpt-2/blob/master/src/encoder.py
WORDS = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+(?!\S)|\s+")


def byte_letters():
    """A printable letter for each byte, as GPT-2 writes them."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters, spare = {}, 256
    for byte in range(256):
        letters[byte] = chr(byte) if byte in printable else chr(spare)
        spare += byte not in printable
    return letters


LETTERS = byte_letters()


def spell(word):
    return tuple(LETTERS[byte] for byte in word.encode())


def join(parts, pair):
    joined, index = [], 0
    while index < len(parts):
        if parts[index:index + 2] == pair:
            joined.append(parts[index] + parts[index + 1])
            index += 2
        else:
            joined.append(parts[index])
            index += 1
    return tuple(joined)


class Tokenizer:
    """Special tokens come first, then the bytes, then what is merged."""

    def __init__(self, merges, specials):
        self.merges, self.specials = merges, specials
        tokens = [*specials, *LETTERS.values(), *(left + right for left, right in merges)]
        self.vocabulary = {token: index for index, token in enumerate(tokens)}
        self.split = re.compile("(" + "|".join(re.escape(special) for special in specials) + ")")

    @staticmethod
    def learn(texts, size, specials):
        """The most frequent pair is merged next; of several, the one that comes first in order."""
        split = re.compile("|".join(re.escape(special) for special in specials))
        counts = Counter(word for text in texts for part in split.split(text) for word in WORDS.findall(part))
        words = {spell(word): count for word, count in sorted(counts.items())}
        merges = []
        while len(merges) < size - len(specials) - len(LETTERS):
            pairs = Counter()
            for parts, count in words.items():
                for pair in zip(parts, parts[1:]):
                    pairs[pair] += count
            if not pairs:
                break
            best = min(pairs, key=lambda pair: (-pairs[pair], pair))
            merges.append(best)
            words = {join(parts, best): count for parts, count in words.items()}
        return Tokenizer(merges, specials)

    @staticmethod
    def load(folder):
        """What save has written."""
        document = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
        return Tokenizer([tuple(pair.split(" ")) for pair in document["model"]["merges"]], [added["content"] for added in document["added_tokens"]])

    @lru_cache(maxsize=None)
    def word(self, word):
        parts = spell(word)
        ranks = self.ranks()
        while len(parts) > 1:
            best = min(zip(parts, parts[1:]), key=lambda pair: ranks.get(pair, len(ranks)))
            if best not in ranks:
                break
            parts = join(parts, best)
        return [self.vocabulary[part] for part in parts]

    @lru_cache(maxsize=None)
    def ranks(self):
        return {pair: rank for rank, pair in enumerate(self.merges)}

    def encode(self, text):
        ids = []
        for part in self.split.split(text):
            if part in self.specials:
                ids.append(self.vocabulary[part])
            else:
                for word in WORDS.findall(part):
                    ids += self.word(word)
        return ids

    def save(self, folder, template):
        """tokenizer.json and tokenizer_config.json, as the tokenizers and transformers libraries have them."""
        added = [{"id": self.vocabulary[special], "content": special, "single_word": False, "lstrip": False, "rstrip": False,
                  "normalized": False, "special": True} for special in self.specials]
        level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
        document = {
            "version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": None, "pre_tokenizer": level,
            "post_processor": None, "decoder": level,
            "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None,
                      "fuse_unk": False, "byte_fallback": False, "vocab": self.vocabulary, "merges": [" ".join(pair) for pair in self.merges]},
        }
        write(folder / "tokenizer.json", document)
        write(folder / "tokenizer_config.json", {
            "tokenizer_class": "GPT2Tokenizer", "bos_token": self.specials[0], "eos_token": self.specials[-1], "add_bos_token": True,
            "add_prefix_space": False, "clean_up_tokenization_spaces": False, "chat_template": template,
        })


def write(path, document):
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
