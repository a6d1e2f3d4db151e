"""Parse the sentences of the tasks with an earlier result, so that a new training keeps reading them well.

    python silver.py --start FOLDER --out FILE.conllu [the task options of train.py]

Sentences of the tasks have no gold trees. Learning their events alone would pull the vectors of words that name events away from
what tags and trees need.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import load_file

import data
import model
import tasks
from evaluate import analyse
from export import RENAMED
from train import tensors_of


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="folder of the earlier result")
    parser.add_argument("--out", type=Path, required=True, help="CoNLL-U file to write")
    parser.add_argument("--events", type=Path)
    parser.add_argument("--acts", type=Path)
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--plover", type=Path)
    parser.add_argument("--causal", type=Path, nargs=2)
    return parser.parse_args()


def examples_of(arguments):
    found = []
    if arguments.events:
        found += tasks.event_examples(arguments.events)
    if arguments.acts:
        found += tasks.act_examples(arguments.acts)
    if arguments.claims:
        found += tasks.claim_examples(arguments.claims)
    if arguments.names:
        found += tasks.name_examples(arguments.names)
    if arguments.plover:
        found += tasks.plover_examples(arguments.plover)
    if arguments.causal:
        found += tasks.causal_examples(*arguments.causal)
    return dict.fromkeys(example.words for example in found if example.words)


def main():
    arguments = parse_arguments()
    config = json.loads((arguments.start / "config.json").read_text(encoding="utf-8"))
    pieces = data.WordPieces(arguments.start / "vocab.txt")
    parser = model.Parser(
        len(pieces.pieces), data.MAX_SUBWORDS, len(config["shapes"]),
        len(config["deprel"]), len(config["upos"]), len(config["xpos"]),
        {name: len(labels) for name, labels in tasks.LABELS.items()},
    )  # fmt: skip
    torch.set_grad_enabled(False)
    model.load_start(parser, load_file(arguments.start / "model.safetensors"), RENAMED)
    encoder = data.Encoder(pieces, config["shapes"])
    items = encoder.encode_all(data.Sentence(words, (), (), (), ()) for words in examples_of(arguments))
    analyses = analyse(parser, items, tensors_of, config["deprel"].index("root"))
    with open(arguments.out, "w", encoding="utf-8") as file:
        for item, analysis in zip(items, analyses):
            for place, word in enumerate(item.sentence.words):
                upos, xpos = config["upos"][analysis.upos[place]], config["xpos"][analysis.xpos[place]]
                deprel, head = config["deprel"][analysis.deprels[place]], analysis.heads[place]
                print(place + 1, word, "_", upos, xpos, "_", head, deprel, "_", "_", sep="\t", file=file)
            print(file=file)


if __name__ == "__main__":
    main()
