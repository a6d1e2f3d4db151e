"""Figures with gold tokens, as the CoNLL 2018 shared task counts: labels without their subtypes."""

from dataclasses import dataclass

import torch

import model
from data import batches_by_length
from tasks import LABELS
from tree import tree_heads

EVALUATION_SUBWORDS = 4096


@dataclass
class Analysis:
    """What the parser says of one sentence, as ids; heads as in CoNLL-U."""

    greedy_heads: list
    heads: list
    deprels: list
    upos: list
    xpos: list


@torch.no_grad()
def analyse(parser, items, tensors_of, root_label):
    """The analyses of encoded sentences, in their order."""
    parser.eval()
    results = {}
    for batch in batches_by_length(items, EVALUATION_SUBWORDS):
        tensors = tensors_of(batch)
        scores = parser(tensors)
        trees = torch.zeros_like(tensors.first)
        for row, item in enumerate(batch):
            count = len(item.first)
            trees[row, :count] = torch.tensor(tree_heads(scores.arcs[row, :count, : count + 1].numpy()))
        deprels = best_labels(parser.label(scores.words, scores.candidates, trees), trees, root_label)
        columns = [scores.arcs.argmax(-1), trees, deprels, scores.upos.argmax(-1), scores.xpos.argmax(-1)]
        for row, item in enumerate(batch):
            results[id(item)] = Analysis(*(column[row, : len(item.first)].tolist() for column in columns))
    return [results[id(item)] for item in items]


def best_labels(label_scores, heads, root_label):
    """The best label of every arc: `root` exactly where the head is 0."""
    label_scores = label_scores.clone()
    label_scores[..., root_label] = float("-inf")
    return label_scores.argmax(-1).masked_fill(heads == 0, root_label)


def figures(items, analyses, labels):
    """Percentages of words. `labels` has the lists of names. `las_full` counts subtypes as well."""
    hits = dict.fromkeys(("upos", "xpos", "greedy_uas", "uas", "las", "las_full"), 0)
    words = 0
    for item, analysis in zip(items, analyses):
        gold = item.sentence
        for place, head in enumerate(gold.heads):
            deprel = labels.deprel[analysis.deprels[place]]
            attached = analysis.heads[place] == head
            words += 1
            hits["upos"] += labels.upos[analysis.upos[place]] == gold.upos[place]
            hits["xpos"] += labels.xpos[analysis.xpos[place]] == gold.xpos[place]
            hits["greedy_uas"] += analysis.greedy_heads[place] == head
            hits["uas"] += attached
            hits["las"] += attached and deprel.split(":")[0] == gold.deprels[place].split(":")[0]
            hits["las_full"] += attached and deprel == gold.deprels[place]
    return {name: round(100 * count / words, 2) for name, count in hits.items()}


@torch.no_grad()
def task_figures(parser, items, tensors_of):
    """Of examples that name one event: how often its type scores highest at its trigger, and in the whole sentence. Of examples
    that tell of a cause or not: precision, recall and F1. Of acts and steps of meetings: F1 over the labels that sentences have; of names: F1 of each label over words."""
    parser.eval()
    at_trigger = in_sentence = events = 0
    said = told = right = 0
    acts = [0, 0, 0]
    named = {}
    for item in items:
        tensors = tensors_of([item.encoded])
        words = parser.encode(tensors)
        gold = item.example.targets.get("event")
        if gold and any(label > 0 for label in gold):
            scores = torch.log_softmax(parser.task["event"](words)[0], -1)
            expected = max(gold)
            events += 1
            triggers = [place for place, label in enumerate(gold) if label > 0]
            at_trigger += int(scores[triggers].max(0).values[1:].argmax()) + 1 == expected
            in_sentence += int(scores.max(0).values[1:].argmax()) + 1 == expected
        for name in ("act", "meeting"):
            if name in item.example.targets:
                expected = {label for label in item.example.targets[name] if label > 0}
                shares = torch.softmax(parser.task[name](words)[0], -1)[:, 1:].max(-1)
                seen = {int(label) + 1 for share, label in zip(shares.values, shares.indices) if share >= 0.5}
                acts = [a + b for a, b in zip(acts, (len(expected), len(seen), len(expected & seen)))]
        if "name" in item.example.targets:
            seen = parser.task["name"](words)[0].argmax(-1).tolist()
            for expected, label in zip(item.example.targets["name"], seen):
                for kind in {expected, label} - {0}:
                    counts = named.setdefault(LABELS["name"][kind], [0, 0, 0])
                    counts[0] += expected == kind
                    counts[1] += label == kind
                    counts[2] += expected == label
        for name, value in item.example.whole.items():
            score = model.sentence_scores(parser.task[name](words), tensors.word_mask)
            said += int(score > 0)
            told += value
            right += int(score > 0) * value
    result = {}
    if events:
        result |= {"type_at_trigger": round(100 * at_trigger / events, 1), "type_in_sentence": round(100 * in_sentence / events, 1)}
    if acts[0]:
        result["acts_f1"] = round(200 * acts[2] / (acts[0] + acts[1]), 1)
    result |= {kind: round(200 * right / max(1, gold + seen), 1) for kind, (gold, seen, right) in sorted(named.items())}
    if told:
        result |= {"precision": round(100 * right / max(1, said), 1), "recall": round(100 * right / told, 1)}
        result["f1"] = round(200 * right / max(1, said + told), 1)
    return result


CORE = ("nsubj", "obj", "obl", "ccomp", "xcomp", "advcl", "conj", "parataxis")


def relation_f1(items, analyses, labels):
    """F1 of single relations, labels without subtypes."""
    found, gold, right = (dict.fromkeys(CORE, 0) for _ in range(3))
    for item, analysis in zip(items, analyses):
        for place, head in enumerate(item.sentence.heads):
            expected = item.sentence.deprels[place].split(":")[0]
            said = labels.deprel[analysis.deprels[place]].split(":")[0]
            if said in found:
                found[said] += 1
            if expected in gold:
                gold[expected] += 1
                right[expected] += said == expected and analysis.heads[place] == head
    return {name: round(200 * right[name] / max(1, found[name] + gold[name]), 1) for name in CORE}
