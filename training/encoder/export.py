"""The model as files: weights, configuration, vocabulary, and analyses to check a reader of them."""

import json
import os
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file

import data
import model
import tasks
from evaluate import analyse

CHECK_SENTENCES = 20
CHECK_MATRICES = 2

ABOUT = {
    "word_vector": "mean of the mixed vectors of a word's first and last subword, plus shape.embedding",
    "shape_input": "shape.input is added to the embedding of every subword of a word before embeddings.norm",
    "arc_score": "[act(arc.dependent w_n); 1] arc.biaffine act(arc.head c_m); candidate 0 is root",
    "label_score": "[act(label.dependent w_n); 1] label.biaffine[l] [act(label.head c_m); 1]",
    "activation": "leaky ReLU",
    "task": "task.<name>.output(act(task.<name>.hidden w_n)); causal and negotiation: softmax of the first output over the words weighs the second",
    "tree": "maximum spanning arborescence with one child of the root",
    "long_sentences": "chunks of whole words encoded alone, word vectors joined, heads over all words",
    "shape_rule": "Lu Lt X; other L M x; N d; .,'-/$%&:@_()#!?;\"*+= themselves; other o; runs of X to 2, of others to 1",
}
RENAMED = {
    "embeddings.word.weight": "embeddings.word",
    "embeddings.position.weight": "embeddings.position",
    "embeddings.segment": "embeddings.type",
    "shape.input.weight": "shape.input",
    "shape.embedding.weight": "shape.embedding",
    "arc.biaffine.weight": "arc.biaffine",
    "label.biaffine.weight": "label.biaffine",
}


def export(folder, training, tensors_of):
    """Write all files to a folder beside `folder`, then put it in its place."""
    temporary = Path(f"{folder}.new")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    save_file(tensors(training.parser), temporary / "model.safetensors")
    write_json(temporary / "config.json", config(training), indent=1)
    (temporary / "vocab.txt").write_text("".join(f"{p}\n" for p in training.pieces.pieces), encoding="utf-8")
    write_json(temporary / "check.json", check(training, tensors_of))
    previous = Path(f"{folder}.old")
    shutil.rmtree(previous, ignore_errors=True)
    if folder.exists():
        os.rename(folder, previous)
    for file in temporary.iterdir():
        file.chmod(0o644)
    os.rename(temporary, folder)
    shutil.rmtree(previous, ignore_errors=True)


def write_json(path, value, indent=None):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")


def tensors(parser):
    """The tensors by their exported names; the mix as four plain weights."""
    state = {RENAMED.get(name, name): tensor for name, tensor in parser.state_dict().items()}
    del state["mix.logits"], state["mix.gamma"]
    state["mix.weights"] = parser.mix.weights().detach()
    return {name: tensor.contiguous().clone() for name, tensor in sorted(state.items())}


def config(training):
    pieces, labels = training.pieces, training.labels
    return {
        "format": 1,
        "hidden": model.HIDDEN,
        "layers": model.LAYERS,
        "attention_heads": model.ATTENTION_HEADS,
        "intermediate": model.INTERMEDIATE,
        "norm_epsilon": model.NORM_EPSILON,
        "max_subwords": data.MAX_SUBWORDS,
        "max_word_pieces": data.MAX_WORD_PIECES,
        "mix_layers": list(model.MIX_LAYERS),
        "arc_size": model.ARC_SIZE,
        "label_size": model.LABEL_SIZE,
        "task_size": model.TASK_SIZE,
        "tasks": {name: list(labels) for name, labels in tasks.LABELS.items()},
        "leaky_slope": model.LEAKY_SLOPE,
        "special": {"unknown": pieces.unknown, "cls": pieces.cls, "sep": pieces.sep},
        "shapes": training.shapes,
        "deprel": labels.deprel,
        "upos": labels.upos,
        "xpos": labels.xpos,
        "about": ABOUT,
    }


def check(training, tensors_of):
    """Some dev sentences of ten words and more with everything that the parser says of them."""
    parser, labels = training.parser, training.labels
    pools = [[item for item in items if len(item.first) >= 10] for items in training.dev.values()]
    items = [item for several in zip(*pools) for item in several][:CHECK_SENTENCES]
    analyses = analyse(parser, items, tensors_of, labels.deprel.index("root"))
    sentences = [described(item, analysis, labels) for item, analysis in zip(items, analyses)]
    for place, item in enumerate(items[:CHECK_MATRICES]):
        words, arcs = alone(parser, item, tensors_of)
        sentences[place]["arc_scores"] = [
            [None if head == row + 1 else score for head, score in enumerate(scores)]
            for row, scores in enumerate(arcs)
        ]
        if place == 0:
            sentences[place]["word_vectors"] = words
    return {"sentences": sentences}


def described(item, analysis, labels):
    return {
        "words": list(item.sentence.words),
        "subwords": item.subwords,
        "first": item.first,
        "last": item.last,
        "shapes": item.shapes,
        "greedy_heads": analysis.greedy_heads,
        "heads": analysis.heads,
        "deprel": [labels.deprel[label] for label in analysis.deprels],
        "upos": [labels.upos[tag] for tag in analysis.upos],
        "xpos": [labels.xpos[tag] for tag in analysis.xpos],
    }


@torch.no_grad()
def alone(parser, item, tensors_of):
    """Word vectors and arc scores of one sentence."""
    parser.eval()
    scores = parser(tensors_of([item]))
    return scores.words[0].tolist(), scores.arcs[0].tolist()
