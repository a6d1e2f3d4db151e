"""Train the head for coreference on a trained model: `python coreference.py --help`.

Mention ranking after Denis and Baldridge (2008): every noun and pronoun is compared with those before it, and with none. A pair scores
the product of two projections of the words' vectors and a weight for each of its features; that there is none before scores by the word
alone. The encoder stays as it is, so that nothing else changes.
"""

import argparse
import itertools
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn

import data
import model
import tasks
from export import RENAMED, write_json
from train import BATCH_SUBWORDS, tensors_of

SEED = 20260511
SIZE = 64
NEAREST = 80
EPOCHS, RATE, WEIGHT_DECAY, DROPOUT, BATCH = 12, 1e-3, 0.01, 0.3, 64

PRONOUNS = {
    "he": "he him his himself", "she": "she her hers herself", "it": "it its itself", "they": "they them their theirs themselves",
    "i": "i me my mine myself", "you": "you your yours yourself yourselves", "we": "we us our ours ourselves",
    "who": "who whom whose which", "this": "this that these those",
}  # fmt: skip
CLASS_OF = {form: name for name, forms in PRONOUNS.items() for form in forms.split()}
CLASSES = (*PRONOUNS, "pronoun", "name", "definite", "noun")
DEFINITE = {"the", "this", "that", "these", "those", "such", "both"}
BUCKETS = (0, 1, 2, 3, 5, 9, 17)
PARTS_OF_NAMES = ("flat", "compound")
NO_MENTIONS = ("fixed", "flat", "goeswith", "discourse", "expl")


@dataclass
class Mention:
    """A word that can stand for somebody or something: its place in the document, and what the features look at."""

    word: int
    sentence: int
    kind: int
    form: str
    names: frozenset
    is_subject: bool
    is_plural: bool
    governor: int
    end: int
    entity: int | None = None


@dataclass
class Document:
    sentences: list = field(default_factory=list)
    mentions: list = field(default_factory=list)


def mentions_of(rows, sentence, base):
    """The nouns and pronouns of a sentence; `rows` are columns of CoNLL-U, `base` is the place of its first word."""
    heads = [int(row[6]) - 1 for row in rows]
    deprels = [row[7].split(":")[0] for row in rows]
    children = defaultdict(list)
    for place, head in enumerate(heads):
        children[head].append(place)
    for place, row in enumerate(rows):
        if row[3] in ("NOUN", "PROPN", "PRON") and deprels[place] not in NO_MENTIONS:
            below = children[place]
            conjuncts = any(deprels[child] == "conj" for child in below)
            parts = [place] + [c for c in below if deprels[c] in PARTS_OF_NAMES and rows[c][3] == "PROPN"]
            names = frozenset(rows[p][1].lower() for p in parts) if row[3] == "PROPN" else frozenset()
            yield Mention(
                base + place, sentence, CLASSES.index(kind_of(row, [rows[c] for c in below])), row[1].lower(), names,
                deprels[place] == "nsubj", row[4].endswith("S") or conjuncts, base + heads[place] if heads[place] >= 0 else -1,
                base + last_below(place, children) + 1,
            )  # fmt: skip


def last_below(place, children):
    """The last word of the phrase a word heads."""
    last, waiting = place, [place]
    while waiting:
        at = waiting.pop()
        last = max(last, at)
        waiting += children[at]
    return last


def kind_of(row, below):
    form = row[1].lower()
    if row[3] == "PRON":
        return CLASS_OF.get(form, "pronoun")
    if row[3] == "PROPN":
        return "name"
    is_definite = any(r[1].lower() in DEFINITE or r[7] == "nmod:poss" for r in below)
    return "definite" if is_definite else "noun"


def documents_of(path):
    """Documents of a CoNLL-U file with GUM's entities."""
    found = []
    for _, rows in tasks.documents_of(path):
        document, base = Document(), 0
        for number, sentence in enumerate(rows):
            document.sentences.append(tuple(row[1] for row in sentence))
            document.mentions += mentions_of(sentence, number, base)
            base += len(sentence)
        mark_entities(document, rows)
        found.append(document)
    return found


def mark_entities(document, rows):
    """Give each mention the entity of the span it is the head of."""
    heads, base = {}, 0
    for sentence in rows:
        heads.update({base + i: base + int(row[6]) - 1 if row[6] != "0" else -1 for i, row in enumerate(sentence)})
        base += len(sentence)
    by_word = {}
    spans = tasks.entity_spans([row for sentence in rows for row in sentence])
    for number, _, start, end in sorted(spans, key=lambda span: span[3] - span[2]):
        head = next((p for p in range(start, end + 1) if not start <= heads[p] <= end), start)
        by_word.setdefault(head, number)
    for mention in document.mentions:
        mention.entity = by_word.get(mention.word)


# Features ----------------------------------------------------------------------------------------


def bucket(count):
    return sum(count >= edge for edge in BUCKETS) - 1


KINDS, STEPS = len(CLASSES), len(BUCKETS)
FACTS = 8
# Each feature is joined with the kind of the later mention; the last weight of all stays zero and fills rows.
PAIR_FEATURES = KINDS + 2 * STEPS + FACTS
NO_FEATURE = KINDS * PAIR_FEATURES


def features_of(earlier, later, between):
    """Places of the weights that count for a pair; `between` mentions stand between the two."""
    facts = (
        earlier.form == later.form, bool(earlier.names & later.names), earlier.names == later.names, earlier.is_subject,
        earlier.is_plural, earlier.governor == later.governor, earlier.end > later.word, earlier.governor == later.word,
    )  # fmt: skip
    base = later.kind * PAIR_FEATURES
    found = [base + earlier.kind, base + KINDS + bucket(later.sentence - earlier.sentence), base + KINDS + STEPS + bucket(between)]
    offset = base + KINDS + 2 * STEPS
    return found + [offset + place if fact else NO_FEATURE for place, fact in enumerate(facts)]


@dataclass
class Encoded:
    """A document as tensors: vectors [mentions, HIDDEN], and of each mention with each of the `NEAREST` before it, nearest first,
    the features [mentions, NEAREST, 3 + FACTS], whether there is one, and whether it stands for the same."""

    document: Document
    vectors: torch.Tensor
    features: torch.Tensor
    exists: torch.Tensor
    same: torch.Tensor


def encoded(document, vectors):
    mentions = document.mentions
    features = torch.full((len(mentions), NEAREST, 3 + FACTS), NO_FEATURE, dtype=torch.int32)
    exists, same = (torch.zeros(len(mentions), NEAREST, dtype=torch.bool) for _ in range(2))
    for place, later in enumerate(mentions):
        nearest = range(min(NEAREST, place))
        if place:
            rows = [features_of(mentions[place - 1 - n], later, n) for n in nearest]
            features[place, : len(rows)] = torch.tensor(rows, dtype=torch.int32)
        exists[place, : len(nearest)] = True
        if later.entity is not None:
            same[place, : len(nearest)] = torch.tensor([mentions[place - 1 - n].entity == later.entity for n in nearest], dtype=torch.bool)
    return Encoded(document, vectors, features, exists, same)


class Head(nn.Module):
    """Projections of the later and the earlier word of a pair, weights of features, and how a word scores alone."""

    def __init__(self):
        super().__init__()
        self.later, self.earlier, self.alone = model.Linear(model.HIDDEN, SIZE), model.Linear(model.HIDDEN, SIZE), model.Linear(model.HIDDEN, 1)
        self.features = nn.Parameter(torch.zeros(NO_FEATURE))
        self.kinds = nn.Parameter(torch.zeros(KINDS))
        self.dropout = nn.Dropout(DROPOUT)
        for layer in (self.later, self.earlier):
            nn.init.normal_(layer.weight, std=0.04)
            nn.init.zeros_(layer.bias)

    def forward(self, item, start, end):
        """For the mentions from `start` to `end` the scores [mentions, 1 + NEAREST]: of none, then of the nearest before first."""
        first = max(0, start - NEAREST)
        vectors = self.dropout(item.vectors[first:end])
        later, earlier = self.later(vectors[start - first :]), self.earlier(vectors)
        places = torch.arange(start, end).unsqueeze(1) - 1 - torch.arange(NEAREST)
        chosen = earlier[(places - first).clamp_min(0)]
        weights = torch.cat([self.features, torch.zeros(1)])[item.features[start:end].long()].sum(-1)
        pairs = torch.einsum("nk,nck->nc", later, chosen) + weights
        kinds = torch.tensor([mention.kind for mention in item.document.mentions[start:end]])
        alone = self.alone(vectors[start - first :]) + self.kinds[kinds].unsqueeze(1)
        return torch.cat([alone, pairs.masked_fill(~item.exists[start:end], model.FORBIDDEN)], 1)


@torch.no_grad()
def vectors_of(parser, encoder, document):
    """The vector of each mention, [mentions, HIDDEN], as int8 gives them; zeros in a sentence too long to be seen at once."""
    items = [encoder.encode(data.Sentence(words, (), (), (), ())) for words in document.sentences]
    starts = {id(item): start for item, start in zip(items, [0, *itertools.accumulate(len(item.first) for item in items)])}
    words = torch.zeros(sum(len(item.first) for item in items), model.HIDDEN)
    for batch in data.batches_by_length([item for item in items if len(item.subwords) <= data.MAX_SUBWORDS], BATCH_SUBWORDS):
        for item, vectors in zip(batch, parser.encode(tensors_of(batch))):
            start = starts[id(item)]
            words[start : start + len(item.first)] = vectors[: len(item.first)]
    return words[torch.tensor([mention.word for mention in document.mentions], dtype=torch.long)]


def loss_of(head, item, start, end):
    """What is missing to certainty that one of the right antecedents is it, or none where there is none."""
    same = item.same[start:end]
    right = torch.cat([~same.any(1, keepdim=True), same], 1)
    chances = torch.log_softmax(head(item, start, end), 1)
    return -torch.logsumexp(chances.masked_fill(~right, model.FORBIDDEN), 1).mean()


# Figures -----------------------------------------------------------------------------------------


def links_of(head, item):
    """For each mention the place of the likeliest one before, or none."""
    count = len(item.document.mentions)
    best = [at for s in range(0, count, BATCH) for at in head(item, s, min(s + BATCH, count)).argmax(1).tolist()]
    return [place - at if at else None for place, at in enumerate(best)]


@torch.no_grad()
def figures(head, items):
    """How often he, she, it and they stand for the right one, and F1 by MUC and B3 over heads of mentions."""
    right, asked, totals = Counter(), Counter(), defaultdict(lambda: [0.0] * 4)
    for item in items:
        links, mentions = links_of(head, item), item.document.mentions
        for place, mention in enumerate(mentions):
            name = CLASSES[mention.kind]
            if name in ("he", "she", "it", "they") and item.same[place].any():
                asked[name] += 1
                right[name] += links[place] is not None and mentions[links[place]].entity == mention.entity
        gold = clusters((m.entity, p) for p, m in enumerate(mentions) if m.entity is not None)
        found = clusters((root_of(p, links), p) for p in range(len(mentions)))
        for name, values in cluster_scores(gold, found).items():
            totals[name] = [a + b for a, b in zip(totals[name], values)]
    shares = {name: round(100 * right[name] / asked[name], 1) for name in asked}
    return shares | {name: round(200 * (a / b) * (c / d) / max(1e-9, a / b + c / d), 1) for name, (a, b, c, d) in totals.items()}


def root_of(place, links):
    while links[place] is not None:
        place = links[place]
    return place


def clusters(pairs):
    """Sets of mentions by key, without those of one."""
    found = defaultdict(set)
    for key, place in pairs:
        found[key].add(place)
    return [frozenset(cluster) for cluster in found.values() if len(cluster) > 1]


def cluster_scores(gold, found):
    """Numerator and denominator of precision, then of recall, by measure."""
    return {"muc": (*muc(found, gold), *muc(gold, found)), "b3": (*b_cubed(found, gold), *b_cubed(gold, found))}


def muc(ours, theirs):
    other = {place: cluster for cluster in theirs for place in cluster}
    return sum(len(c) - len({other.get(p, p) for p in c}) for c in ours), max(1, sum(len(c) - 1 for c in ours))


def b_cubed(ours, theirs):
    other = {place: cluster for cluster in theirs for place in cluster}
    return sum(len(c & other[p]) / len(c) for c in ours for p in c if p in other), max(1, sum(len(c) for c in ours))


# The command -------------------------------------------------------------------------------------


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of a trained model; the head is written into it")
    parser.add_argument("--train", type=Path, nargs="+", required=True, help="CoNLL-U files with GUM's entities")
    parser.add_argument("--dev", type=Path, nargs="+", required=True, help="CoNLL-U files to measure on")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(True)
    config = json.loads((arguments.model / "config.json").read_text(encoding="utf-8"))
    tensors = load_file(arguments.model / "model.safetensors")
    pieces = data.WordPieces(arguments.model / "vocab.txt")
    encoder = data.Encoder(pieces, config["shapes"])
    network = model.Parser(
        len(pieces.pieces), data.MAX_SUBWORDS, len(config["shapes"]), len(config["deprel"]), len(config["upos"]), len(config["xpos"]),
        {name: len(names) for name, names in config["tasks"].items()},
    )  # fmt: skip
    model.load_start(network, tensors, RENAMED)
    network.eval()
    network.quantise(True)
    encode = lambda paths: [encoded(d, vectors_of(network, encoder, d)) for path in paths for d in documents_of(path)]
    train, dev = encode(arguments.train), encode(arguments.dev)
    head = Head()
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=WEIGHT_DECAY)
    rng = data.random_source(SEED, "coreference")
    chunks = [(item, start) for item in train for start in range(0, len(item.document.mentions), BATCH)]
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, arguments.epochs * len(chunks))
    for epoch in range(arguments.epochs):
        rng.shuffle(chunks)
        head.train()
        total = 0.0
        for item, start in chunks:
            loss = loss_of(head, item, start, min(start + BATCH, len(item.document.mentions)))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        head.eval()
        print(f"epoch {epoch + 1} loss {total / len(chunks):.3f}", json.dumps(figures(head, dev)), flush=True)
    tensors |= {f"coreference.{name}": tensor.contiguous() for name, tensor in head.state_dict().items()}
    save_file(dict(sorted(tensors.items())), arguments.model / "model.safetensors")
    config["coreference"] = {"size": SIZE, "nearest": NEAREST, "kinds": list(CLASSES), "buckets": list(BUCKETS)}
    write_json(arguments.model / "config.json", config, indent=1)


if __name__ == "__main__":
    main()
