"""The parser: a BERT encoder, word vectors, and heads for trees and tags.

Tensors are named as in the exported file, so that export is a plain copy of `state_dict`.
"""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F

HIDDEN, LAYERS, ATTENTION_HEADS, INTERMEDIATE = 384, 6, 12, 1536
MIX_LAYERS = (2, 3, 4, 5)
ARC_SIZE, LABEL_SIZE, TASK_SIZE = 256, 96, 128
LEAKY_SLOPE = 0.1
NORM_EPSILON = 1e-12
ENCODER_DROPOUT, HEAD_DROPOUT = 0.1, 0.3
FORBIDDEN = -1e9


def int8_rows(values):
    """What is left of `values` after symmetric int8 with a scale for every row of the last axis.

    The gradient passes as if nothing had happened (straight-through).
    """
    scale = values.detach().abs().amax(-1, keepdim=True).clamp_min(1e-12) / 127
    rounded = torch.round(values.detach() / scale) * scale
    return values + (rounded - values).detach()


class Linear(nn.Linear):
    """A linear layer that can act as its int8 copy will."""

    quantised = False

    def forward(self, inputs):
        if self.quantised:
            return F.linear(int8_rows(inputs), int8_rows(self.weight), self.bias)
        return super().forward(inputs)


class Table(nn.Embedding):
    """An embedding that can act as its int8 copy will."""

    quantised = False

    def forward(self, ids):
        rows = super().forward(ids)
        return int8_rows(rows) if self.quantised else rows


class Biaffine(nn.Module):
    """The weights of `[left;1] U right`, one U a label."""

    quantised = False

    def __init__(self, *shape):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(*shape))

    def moved(self, left):
        """`[left;1] U` for every label: [..., d] to [..., labels, e], or [..., e] where there is one U."""
        left, weight = F.pad(left, (0, 1), value=1.0), self.weight
        if self.quantised:
            left, weight = int8_rows(left), int8_rows(weight.transpose(-1, -2)).transpose(-1, -2)
        return torch.einsum("...i,lij->...lj" if weight.dim() == 3 else "...i,ij->...j", left, weight)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.output = (Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.norm = nn.LayerNorm(HIDDEN, eps=NORM_EPSILON)
        self.dropout = nn.Dropout(ENCODER_DROPOUT)

    def forward(self, inputs, mask):
        split = lambda x: x.unflatten(-1, (ATTENTION_HEADS, -1)).transpose(1, 2)
        query, key, value = (split(part(inputs)) for part in (self.query, self.key, self.value))
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = self.output(seen.transpose(1, 2).flatten(-2))
        return self.norm(inputs + self.dropout(seen))


class FeedForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.up, self.down = Linear(HIDDEN, INTERMEDIATE), Linear(INTERMEDIATE, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=NORM_EPSILON)
        self.dropout = nn.Dropout(ENCODER_DROPOUT)

    def forward(self, inputs):
        return self.norm(inputs + self.dropout(self.down(F.gelu(self.up(inputs)))))


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention, self.ffn = Attention(), FeedForward()

    def forward(self, inputs, mask):
        return self.ffn(self.attention(inputs, mask))


class Embeddings(nn.Module):
    def __init__(self, pieces, positions):
        super().__init__()
        self.word, self.position = Table(pieces, HIDDEN), Table(positions, HIDDEN)
        self.segment = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=NORM_EPSILON)

    def forward(self, subwords, shape_vectors):
        places = torch.arange(subwords.shape[1])
        return self.norm(self.word(subwords) + self.position(places) + self.segment + shape_vectors)


class Shape(nn.Module):
    """Vectors of word shapes: one set joins the encoder's input, one its output. Both start at zero."""

    def __init__(self, shapes):
        super().__init__()
        self.input, self.embedding = Table(shapes, HIDDEN), Table(shapes, HIDDEN)
        nn.init.zeros_(self.input.weight)
        nn.init.zeros_(self.embedding.weight)


class Mix(nn.Module):
    """A learned weighted sum of the outputs of `MIX_LAYERS`."""

    def __init__(self):
        super().__init__()
        self.logits = nn.Parameter(torch.zeros(len(MIX_LAYERS)))
        self.gamma = nn.Parameter(torch.ones(()))

    def weights(self):
        return self.gamma * torch.softmax(self.logits, 0)

    def forward(self, outputs):
        return sum(w * outputs[layer] for w, layer in zip(self.weights(), MIX_LAYERS))


class Pair(nn.Module):
    """Two projections of a word, as dependent and as head, and the form that compares them."""

    def __init__(self, size, biaffine):
        super().__init__()
        self.dependent, self.head = Linear(HIDDEN, size), Linear(HIDDEN, size)
        self.biaffine = biaffine
        self.dropout = nn.Dropout(HEAD_DROPOUT)

    def project(self, words, candidates):
        active = lambda x: self.dropout(F.leaky_relu(x, LEAKY_SLOPE))
        return active(self.dependent(words)), active(self.head(candidates))


class Arcs(Pair):
    """`[dependent;1] U head` for every pair."""

    def __init__(self):
        super().__init__(ARC_SIZE, Biaffine(ARC_SIZE + 1, ARC_SIZE))

    def forward(self, words, candidates):
        dependents, heads = self.project(words, candidates)
        return self.biaffine.moved(dependents) @ heads.transpose(1, 2)


class Labels(Pair):
    """`[dependent;1] U [head;1]` for every label, of the pairs asked for."""

    def __init__(self, labels):
        super().__init__(LABEL_SIZE, Biaffine(labels, LABEL_SIZE + 1, LABEL_SIZE + 1))

    def forward(self, words, candidates, heads):
        """`heads` [B, N] are places among the candidates."""
        dependents, projected = self.project(words, candidates)
        chosen = projected.gather(1, heads.unsqueeze(-1).expand(-1, -1, LABEL_SIZE))
        return torch.einsum("bnlj,bnj->bnl", self.biaffine.moved(dependents), F.pad(chosen, (0, 1), value=1.0))


class Task(nn.Module):
    """A network over the vector of each word, for one of the tasks beside trees and tags."""

    def __init__(self, outputs):
        super().__init__()
        self.hidden, self.output = Linear(HIDDEN, TASK_SIZE), Linear(TASK_SIZE, outputs)
        self.dropout = nn.Dropout(HEAD_DROPOUT)

    def forward(self, words):
        return self.output(self.dropout(F.leaky_relu(self.hidden(words), LEAKY_SLOPE)))


@dataclass
class Batch:
    """Padded tensors of some sentences: subwords [B, T], where shape -1 is no word's; words [B, N]."""

    subwords: torch.Tensor
    subword_shapes: torch.Tensor
    subword_mask: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor
    shapes: torch.Tensor
    word_mask: torch.Tensor


@dataclass
class Scores:
    """`arcs` [B, N, N+1] with the root as candidate 0; tags [B, N, tags]; and what labels are scored from."""

    words: torch.Tensor
    candidates: torch.Tensor
    arcs: torch.Tensor
    upos: torch.Tensor
    xpos: torch.Tensor


class Parser(nn.Module):
    def __init__(self, pieces, positions, shapes, deprels, upos, xpos, tasks):
        """`tasks` gives the number of outputs by the name of a task; the other arguments are counts."""
        super().__init__()
        self.embeddings = Embeddings(pieces, positions)
        self.layer = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.shape, self.mix = Shape(shapes), Mix()
        self.root = nn.Parameter(torch.randn(HIDDEN) * 0.1)
        self.arc, self.label = Arcs(), Labels(deprels)
        self.upos, self.xpos = Linear(HIDDEN, upos), Linear(HIDDEN, xpos)
        self.task = nn.ModuleDict({name: Task(outputs) for name, outputs in tasks.items()})
        self.encoder_dropout, self.head_dropout = nn.Dropout(ENCODER_DROPOUT), nn.Dropout(HEAD_DROPOUT)

    def quantise(self, on):
        """Act as the int8 copy, or not."""
        for module in self.modules():
            if hasattr(module, "quantised"):
                module.quantised = on

    def encode(self, batch):
        """The vector of every word, [B, N, HIDDEN]."""
        of_word = (batch.subword_shapes >= 0).unsqueeze(-1)
        shape_vectors = self.shape.input(batch.subword_shapes.clamp_min(0)) * of_word
        state = self.encoder_dropout(self.embeddings(batch.subwords, shape_vectors))
        mask = torch.zeros(batch.subword_mask.shape, dtype=state.dtype)
        mask = mask.masked_fill(~batch.subword_mask, FORBIDDEN)[:, None, None, :]
        outputs = []
        for layer in self.layer:
            state = layer(state, mask)
            outputs.append(state)
        mixed = self.mix(outputs)
        pick = lambda places: mixed.gather(1, places.unsqueeze(-1).expand(-1, -1, HIDDEN))
        return (pick(batch.first) + pick(batch.last)) / 2 + self.shape.embedding(batch.shapes)

    def forward(self, batch):
        words = self.head_dropout(self.encode(batch))
        root = self.root.expand(len(words), 1, -1)
        candidates = torch.cat([root, words], 1)
        arcs = self.arc(words, candidates).masked_fill(forbidden_arcs(batch.word_mask), FORBIDDEN)
        return Scores(words, candidates, arcs, self.upos(words), self.xpos(words))


def sentence_scores(outputs, word_mask):
    """One score a sentence, [B], from two outputs a word: how much the word counts, and what it says."""
    weights = torch.softmax(outputs[..., 0].masked_fill(~word_mask, FORBIDDEN), -1)
    return (weights * outputs[..., 1]).sum(-1)


def forbidden_arcs(word_mask):
    """True where a candidate is padding or the dependent itself, [B, N, N+1]."""
    count = word_mask.shape[1]
    padding = F.pad(~word_mask, (1, 0), value=False).unsqueeze(1)
    itself = F.pad(torch.eye(count, dtype=torch.bool), (1, 0), value=False)
    return padding | itself


def load_start(parser, tensors, renamed):
    """Fill everything that an exported network has; `renamed` gives exported names by own names."""
    own = parser.state_dict()
    for name, tensor in own.items():
        exported = renamed.get(name, name)
        if exported in tensors:
            known = tensors[exported]
            # Labels that have come since stand behind the others of their task.
            (tensor[: len(known)] if tensor.dim() else tensor).copy_(known)
    weights = tensors["mix.weights"]
    own["mix.gamma"].copy_(weights.sum())
    own["mix.logits"].copy_(torch.log(weights / weights.sum()))


def load_base(parser, tensors, kept_rows):
    """Fill the encoder with the base weights; of the vocabulary only the rows kept."""
    prefix = "bert." if any(name.startswith("bert.") for name in tensors) else ""
    take = lambda name: tensors[prefix + name]
    copies = {
        "embeddings.word.weight": take("embeddings.word_embeddings.weight")[kept_rows],
        "embeddings.position.weight": take("embeddings.position_embeddings.weight"),
        "embeddings.segment": take("embeddings.token_type_embeddings.weight")[0],
        "embeddings.norm.weight": take("embeddings.LayerNorm.weight"),
        "embeddings.norm.bias": take("embeddings.LayerNorm.bias"),
    }
    places = {
        "attention.query": "attention.self.query", "attention.key": "attention.self.key",
        "attention.value": "attention.self.value", "attention.output": "attention.output.dense",
        "attention.norm": "attention.output.LayerNorm", "ffn.up": "intermediate.dense",
        "ffn.down": "output.dense", "ffn.norm": "output.LayerNorm",
    }  # fmt: skip
    for layer in range(LAYERS):
        for ours, theirs in places.items():
            for part in ("weight", "bias"):
                copies[f"layer.{layer}.{ours}.{part}"] = take(f"encoder.layer.{layer}.{theirs}.{part}")
    own = parser.state_dict()
    for name, tensor in copies.items():
        own[name].copy_(tensor)
