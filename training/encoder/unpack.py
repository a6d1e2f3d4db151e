"""A packed model as a folder to go on from: `python unpack.py accurate.bin FOLDER`.

The inverse of `cargo xtask pack-encoder`, but for what rounding to 8 bits took away, so that a training can start from the model
that is shipped where the 32-bit floats it was made of are gone. The format is described in `crates/text/src/encoder/weights.rs`.
"""

import argparse
import json
import struct
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

MAGIC, VERSION = b"DEMENCO\n", 3
LANES, DEPTH = 16, 4
SIZES = (
    "hidden", "layers", "attention_heads", "intermediate", "max_subwords", "max_word_pieces", "arc_size", "label_size", "task_size",
)  # fmt: skip
LISTS = ("vocabulary", "shapes", "deprel", "upos", "xpos", "tasks", "lemmas")


class Reader:
    """What is left of a packed model."""

    def __init__(self, content):
        self.content, self.place = content, 0

    def take(self, length):
        taken = self.content[self.place : self.place + length]
        if len(taken) != length:
            raise SystemExit("the file ends early")
        self.place += length
        return taken

    def number(self):
        return struct.unpack("<I", self.take(4))[0]

    def section(self):
        return self.take(self.number())

    def lines(self):
        return self.section().decode("utf-8").split("\n")[:-1]

    def floats(self):
        return np.frombuffer(self.section(), "<f4").copy()

    def table(self, width):
        scales = self.floats()
        rows = np.frombuffer(self.section(), np.int8).reshape(-1, width)
        return rows.astype("f4") * scales[:, None]

    def matrix(self, inputs, outputs):
        """Weights [outputs, inputs] and the bias."""
        scales, bias = self.floats(), self.floats()
        lines = np.frombuffer(self.section(), np.int8).reshape(-1, inputs // DEPTH, LANES, DEPTH)
        rows = lines.transpose(0, 2, 1, 3).reshape(-1, inputs).astype("f4") * scales[:, None]
        return rows[:outputs].copy(), bias[:outputs].copy()


def read(content):
    """Sizes, lists and tensors of a packed model."""
    reader = Reader(content)
    if reader.take(len(MAGIC)) != MAGIC or reader.number() != VERSION:
        raise SystemExit(f"no packed model of version {VERSION}")
    config = {name: reader.number() for name in SIZES}
    config["mix_layers"] = [reader.number() for _ in range(reader.number())]
    config["norm_epsilon"], config["leaky_slope"] = struct.unpack("<ff", reader.take(8))
    lists = {name: reader.lines() for name in LISTS}
    config["tasks"] = {name: labels for name, *labels in (line.split(" ") for line in lists["tasks"])}
    config |= {name: lists[name] for name in ("shapes", "deprel", "upos", "xpos")}
    return config, lists["vocabulary"], tensors(reader, config)


def tensors(reader, config):
    """All tensors by their exported names."""
    hidden, inner, found = config["hidden"], config["intermediate"], {}

    def norm(name):
        found[f"{name}.weight"], found[f"{name}.bias"] = reader.floats(), reader.floats()

    def linear(names, inputs, outputs):
        weights, bias = reader.matrix(inputs, outputs * len(names))
        for place, name in enumerate(names):
            rows = slice(place * outputs, (place + 1) * outputs)
            found[f"{name}.weight"], found[f"{name}.bias"] = weights[rows].copy(), bias[rows].copy()

    found["embeddings.word"], found["embeddings.position"] = reader.table(hidden), reader.table(hidden)
    found["embeddings.type"] = reader.floats()
    found["shape.input"] = reader.table(hidden)
    norm("embeddings.norm")
    for layer in range(config["layers"]):
        name = f"layer.{layer}"
        linear([f"{name}.attention.{part}" for part in ("query", "key", "value")], hidden, hidden)
        linear([f"{name}.attention.output"], hidden, hidden)
        norm(f"{name}.attention.norm")
        linear([f"{name}.ffn.up"], hidden, inner)
        linear([f"{name}.ffn.down"], inner, hidden)
        norm(f"{name}.ffn.norm")
    found["mix.weights"] = reader.floats()
    found["shape.embedding"] = reader.table(hidden)
    found["root"] = reader.floats()
    arc, label, labels = config["arc_size"], config["label_size"], len(config["deprel"])
    linear(["arc.dependent"], hidden, arc)
    linear(["arc.head"], hidden, arc)
    weights, bias = reader.matrix(arc, arc)
    found["arc.biaffine"] = np.concatenate([weights.T, bias[None]])
    linear(["label.dependent"], hidden, label)
    linear(["label.head"], hidden, label)
    found["label.biaffine"] = label_forms(reader, label, labels)
    linear(["upos"], hidden, len(config["upos"]))
    linear(["xpos"], hidden, len(config["xpos"]))
    for name, names in config["tasks"].items():
        linear([f"task.{name}.hidden"], hidden, config["task_size"])
        linear([f"task.{name}.output"], config["task_size"], len(names))
    if size := reader.number():
        weights, bias = reader.matrix(hidden, 2 * size + 1)
        for name, rows in (("later", slice(0, size)), ("earlier", slice(size, 2 * size)), ("alone", slice(2 * size, None))):
            found[f"coreference.{name}.weight"], found[f"coreference.{name}.bias"] = weights[rows], bias[rows]
        found["coreference.features"], found["coreference.kinds"] = reader.floats(), reader.floats()
    return {name: np.ascontiguousarray(tensor) for name, tensor in found.items()}


def label_forms(reader, size, labels):
    """One form [size + 1, size + 1] a label, of the map that meets the head and the one that does not."""
    weights, bias = reader.matrix(size, labels * size)
    prior_weights, prior_bias = reader.matrix(size, labels)
    forms = np.zeros((labels, size + 1, size + 1), "f4")
    forms[:, :size, :size] = weights.reshape(labels, size, size).transpose(0, 2, 1)
    forms[:, size, :size] = bias.reshape(labels, size)
    forms[:, :size, size] = prior_weights
    forms[:, size, size] = prior_bias
    return forms


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packed", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    config, vocabulary, found = read(arguments.packed.read_bytes())
    arguments.folder.mkdir(parents=True, exist_ok=True)
    save_file(found, arguments.folder / "model.safetensors")
    text = json.dumps({"format": 1} | config, ensure_ascii=False, indent=1)
    (arguments.folder / "config.json").write_text(text + "\n", encoding="utf-8")
    (arguments.folder / "vocab.txt").write_text("".join(f"{piece}\n" for piece in vocabulary), encoding="utf-8")


if __name__ == "__main__":
    main()
