"""Train the accurate text model: `python train.py --help`."""

import argparse
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch.nn import functional as F
from torch.nn.utils.rnn import pad_sequence

import data
import model
import tasks
from evaluate import analyse, figures, relation_f1, task_figures
from export import RENAMED, export

SEED = 20260511
BATCH_SUBWORDS = 1536
ENCODER_RATE, HEAD_RATE = 1.2e-4, 2e-3
WARM_UP = 0.06
WEIGHT_DECAY = 0.01
CLIP = 2.0
EVENT_COPIES = 1
ACT_COPIES = 1
CLAIM_COPIES = 1
NAME_COPIES = 1
ACTS_HELD_OUT = 12
MASKED_WORDS = 0.03
LOSS_WEIGHTS = {"arc": 1.0, "label": 1.0, "upos": 0.5, "xpos": 0.3}
OUTSIDE_WEIGHT = 0.15
TOLD_WEIGHT, ABSENT_WEIGHT = 0.5, 0.3
TASK_WEIGHTS = {"event": 2.0, "actor": 0.3, "attribution": 0.5, "cause": 0.5, "causal": 1.5, "act": 2.0, "meeting": 2.0, "sentence": 1.0, "negotiation": 1.0, "name": 0.7, "claim": 1.5}
HEAD_MODULES = ("shape.", "mix.", "root", "arc.", "label.", "upos.", "xpos.", "task.")


@dataclass
class Labels:
    """The names behind label ids."""

    deprel: list[str]
    upos: list[str]
    xpos: list[str]

    @classmethod
    def of(cls, sentences):
        column = lambda name: sorted({value for s in sentences for value in getattr(s, name)})
        return cls(column("deprels"), column("upos"), column("xpos"))


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--train", type=Path, nargs="+", required=True, help="CoNLL-U files to learn from")
    parser.add_argument("--silver", type=Path, nargs="*", default=[], help="CoNLL-U files parsed by an earlier model, see silver.py")
    parser.add_argument("--start", type=Path, help="folder of an earlier result to go on from, instead of the base weights")
    parser.add_argument("--tree-share", type=float, default=1.0, help="share of the trees that an epoch looks at, others each time")
    parser.add_argument("--rate", type=float, default=1.0, help="factor on all learning rates")
    parser.add_argument("--events", type=Path, help="folder of marked sentences, a file for each type of event")
    parser.add_argument("--acts", type=Path, help="folder of sentences marked for acts and meetings")
    parser.add_argument("--topics", type=Path, help="folder of sentences of texts about negotiations")
    parser.add_argument("--claims", type=Path, help="folder of sentences marked for somebody's explanations")
    parser.add_argument("--names", type=Path, help="folder of sentences marked for what names name and for sides without one")
    parser.add_argument("--articles", type=Path, nargs="*", default=[], help="folders of articles with gold records")
    parser.add_argument("--rules", type=Path, help="folder of the reader's rules, whose examples are learned from")
    parser.add_argument("--plover", type=Path, help="gold records of PLOVER")
    parser.add_argument("--plover-held-out", type=int, default=4, metavar="N", help="every Nth record is only measured on; 0 for none")
    parser.add_argument("--causal", type=Path, nargs=2, metavar=("SENTENCES", "RELATIONS"), help="files of the Causal News Corpus")
    parser.add_argument("--attribution", type=Path, nargs="*", default=[], help="CoNLL-U files with GUM's discourse signals")
    parser.add_argument("--only", nargs="*", default=[], metavar="TASK", help="let nothing but the heads of these tasks learn")
    parser.add_argument("--dev", type=Path, nargs="+", required=True, help="CoNLL-U files to measure on")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--work", type=Path, required=True, help="folder for the log and the checkpoint")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--quantised-epochs", type=int, default=0, help="last epochs trained as int8")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bf16", action="store_true", help="multiply in bfloat16: faster where the CPU has it")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in the work folder")
    parser.add_argument("--finish-in", type=float, metavar="EPOCHS", help="with --resume: end after so many more")
    parser.add_argument("--early-export", type=int, default=0, metavar="STEPS", help="also write after so many steps")
    return parser.parse_args()


def tensors_of(batch):
    """A `model.Batch` of encoded sentences."""
    pad = lambda name, value: pad_sequence(
        [torch.tensor(getattr(item, name)) for item in batch], batch_first=True, padding_value=value
    )
    subwords, words = pad("subwords", -1), pad("shapes", -1)
    return model.Batch(
        subwords=subwords.clamp_min(0),
        subword_shapes=pad("subword_shapes", -1),
        subword_mask=subwords >= 0,
        first=pad("first", 0),
        last=pad("last", 0),
        shapes=words.clamp_min(0),
        word_mask=words >= 0,
    )


def task_targets(batch, name):
    """Gold ids [B, N] of a task that labels words; `tasks.IGNORED` where nothing is known and in the padding."""
    unknown = lambda item: [tasks.IGNORED] * len(item.example.words)
    rows = [torch.tensor(item.example.targets.get(name) or unknown(item)) for item in batch]
    return pad_sequence(rows, batch_first=True, padding_value=tasks.IGNORED)


def task_loss(parser, batch, bf16):
    """The weighted sum of the losses of all tasks of which the batch tells something."""
    tensors = tensors_of([item.encoded for item in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        words = parser.head_dropout(parser.encode(tensors))
        outputs = {name: head(words).float() for name, head in parser.task.items()}
    loss = torch.zeros(())
    for name in tasks.WHOLE:
        known = torch.tensor([name in item.example.whole for item in batch])
        if known.any():
            values = torch.tensor([float(item.example.whole.get(name, 0)) for item in batch])
            scores = model.sentence_scores(outputs[name], tensors.word_mask)
            loss = loss + TASK_WEIGHTS[name] * F.binary_cross_entropy_with_logits(scores[known], values[known])
    for name, logits in outputs.items():
        targets = task_targets(batch, name)
        if name not in tasks.WHOLE and (targets != tasks.IGNORED).any():
            weights = torch.ones(logits.shape[-1])
            weights[0] = OUTSIDE_WEIGHT
            entropy = F.cross_entropy(
                logits.flatten(0, 1), targets.flatten(), weights, ignore_index=tasks.IGNORED
            )
            loss = loss + TASK_WEIGHTS[name] * entropy
    return loss + told_loss(batch, outputs, tensors.word_mask)


def told_loss(batch, outputs, word_mask):
    """For labels of which only the sentence is known: the likeliest word must have them, or even that one must not."""
    shares = {name: torch.softmax(outputs[name], -1) for name in {task for item in batch for task, _ in item.example.told}}
    losses, weights = [], []
    for row, item in enumerate(batch):
        for (task, label), value in item.example.told.items():
            share = shares[task][row, :, label][word_mask[row]].max().clamp(1e-6, 1 - 1e-6)
            losses.append(-torch.log(share if value else 1 - share))
            weights.append(1.0 if value else ABSENT_WEIGHT)
    if not losses:
        return torch.zeros(())
    return TOLD_WEIGHT * (torch.stack(losses) * torch.tensor(weights)).sum() / len(batch)


def targets_of(batch, labels):
    """Gold ids [B, N] by column; -1 is padding."""
    ids = {name: {value: i for i, value in enumerate(getattr(labels, name))} for name in ("deprel", "upos", "xpos")}
    gold = lambda item: {
        "head": list(item.sentence.heads),
        "deprel": [ids["deprel"][value] for value in item.sentence.deprels],
        "upos": [ids["upos"][value] for value in item.sentence.upos],
        "xpos": [ids["xpos"][value] for value in item.sentence.xpos],
    }
    rows = [gold(item) for item in batch]
    stack = lambda name: pad_sequence([torch.tensor(r[name]) for r in rows], batch_first=True, padding_value=-1)
    return {name: stack(name) for name in ("head", "deprel", "upos", "xpos")}


def loss_of(parser, batch, labels, bf16):
    """The weighted sum of the cross-entropies of a batch."""
    targets = targets_of(batch, labels)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        scores = parser(tensors_of(batch))
        label_scores = parser.label(scores.words, scores.candidates, targets["head"].clamp_min(0))
    entropy = lambda logits, name: F.cross_entropy(
        logits.float().flatten(0, 1), targets[name].flatten(), ignore_index=-1
    )
    return (
        LOSS_WEIGHTS["arc"] * entropy(scores.arcs, "head")
        + LOSS_WEIGHTS["label"] * entropy(label_scores, "deprel")
        + LOSS_WEIGHTS["upos"] * entropy(scores.upos, "upos")
        + LOSS_WEIGHTS["xpos"] * entropy(scores.xpos, "xpos")
    )


def optimiser_of(parser):
    """AdamW with a rate for the encoder and one for what starts from nothing; no decay on vectors."""
    groups = {}
    for name, parameter in parser.named_parameters():
        rate = HEAD_RATE if name.startswith(HEAD_MODULES) else ENCODER_RATE
        decay = WEIGHT_DECAY if parameter.dim() > 1 else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return torch.optim.AdamW(
        [{"params": parameters, "lr": rate, "weight_decay": decay} for (rate, decay), parameters in groups.items()],
        betas=(0.9, 0.98),
        eps=1e-8,
    )


class Schedule:
    """The factor on the learning rates by place in epochs: linear warm-up, half a cosine to zero at `end`."""

    def __init__(self, epochs):
        self.end = epochs

    def factor(self, place):
        progress = place / self.end
        if progress < WARM_UP:
            return progress / WARM_UP
        return 0.5 * (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP)))


class Finish:
    """From `start` of another schedule in a straight line to zero, for a run that has to end early."""

    def __init__(self, schedule, start, epochs):
        self.start, self.end = start, start + epochs
        self.start_factor = schedule.factor(start)

    def factor(self, place):
        return self.start_factor * (self.end - place) / (self.end - self.start)


class Training:
    """One run: the data, the parser, and how far it has come."""

    def __init__(self, arguments):
        self.arguments = arguments
        arguments.work.mkdir(parents=True, exist_ok=True)
        self.log_file = open(arguments.work / "log.txt", "a", encoding="utf-8")
        self.pieces = data.WordPieces(arguments.base / "vocab.txt")
        self.sentences = [s for path in arguments.train for s in data.read_conllu(path)]
        self.labels = Labels.of(self.sentences)
        self.shapes = data.frequent_shapes(self.sentences)
        self.sentences += [s for path in arguments.silver for s in data.read_conllu(path)]
        if arguments.start:
            self.take_start()
        self.encoder = data.Encoder(self.pieces, self.shapes)
        self.dev = {path.name.split(".")[0]: self.encoder.encode_all(data.read_conllu(path)) for path in arguments.dev}
        self.examples, self.dev_examples = self.read_examples()
        self.parser = self.new_parser()
        if arguments.only:
            self.keep_only(arguments.only)
        self.optimiser = optimiser_of(self.parser)
        self.base_rates = [group["lr"] * arguments.rate for group in self.optimiser.param_groups]
        self.epoch = 0
        self.schedule = Schedule(arguments.epochs)

    def new_parser(self):
        torch.manual_seed(SEED)
        parser = model.Parser(
            len(self.pieces.pieces), data.MAX_SUBWORDS, len(self.shapes),
            len(self.labels.deprel), len(self.labels.upos), len(self.labels.xpos),
            {name: len(names) for name, names in tasks.LABELS.items()},
        )  # fmt: skip
        if self.arguments.start:
            model.load_start(parser, load_file(self.arguments.start / "model.safetensors"), RENAMED)
        else:
            model.load_base(parser, load_file(self.arguments.base / "model.safetensors"), self.pieces.kept_rows)
        return parser

    def keep_only(self, names):
        """Leave the data of some tasks, and let their heads alone learn."""
        self.sentences = []
        tells = lambda example: any(name in example.targets or name in example.whole for name in names)
        self.examples = [item for item in self.examples if tells(item.example)]
        for name, parameter in self.parser.named_parameters():
            parameter.requires_grad = name.startswith(tuple(f"task.{task}." for task in names))

    def take_start(self):
        """Vocabulary, shapes and labels of the result to go on from: ids must mean the same."""
        start = json.loads((self.arguments.start / "config.json").read_text(encoding="utf-8"))
        self.pieces = data.WordPieces(self.arguments.start / "vocab.txt")
        self.shapes = start["shapes"]
        self.labels = Labels(start["deprel"], start["upos"], start["xpos"])

    def read_examples(self):
        """Encoded examples of all tasks: to learn from, and by name to measure on."""
        arguments, train, dev = self.arguments, [], {}
        if arguments.events:
            train += tasks.event_examples(arguments.events) * EVENT_COPIES
        if arguments.acts:
            marked = tasks.act_examples(arguments.acts)
            held_out = tasks.every_nth_sentence(marked, ACTS_HELD_OUT)
            train += [example for example in marked if example.words not in held_out] * ACT_COPIES
            dev["acts"] = [example for example in marked if example.words in held_out]
        if arguments.topics:
            train += tasks.topic_examples(arguments.topics)
        if arguments.claims:
            train += tasks.claim_examples(arguments.claims) * CLAIM_COPIES
        if arguments.names:
            marked = tasks.name_examples(arguments.names)
            held_out = tasks.every_nth_sentence(marked, ACTS_HELD_OUT)
            train += [example for example in marked if example.words not in held_out] * NAME_COPIES
            dev["names"] = [example for example in marked if example.words in held_out]
        for folder in arguments.articles:
            train += [example for article in tasks.article_examples(folder) for example in article]
        if arguments.rules:
            train += tasks.rule_examples(arguments.rules)
        if arguments.plover:
            records = tasks.plover_examples(arguments.plover)
            held_out = tasks.every_nth_sentence(records, arguments.plover_held_out)
            train += [record for record in records if record.words not in held_out] * EVENT_COPIES
            dev["plover"] = [record for record in records if record.words in held_out]
        if arguments.causal:
            examples = tasks.causal_examples(*arguments.causal)
            train += examples[: -len(examples) // 10]
            dev["causal"] = examples[-len(examples) // 10 :]
        train += [example for path in arguments.train for example in tasks.sentence_end_examples(path)]
        for path in arguments.attribution:
            train += tasks.attribution_examples(path) + tasks.entity_examples(path)
        return tasks.encode_examples(self.encoder, train), {
            name: tasks.encode_examples(self.encoder, examples) for name, examples in dev.items() if examples
        }

    def say(self, *parts):
        line = " ".join(str(part) for part in parts)
        print(line, flush=True)
        print(line, file=self.log_file, flush=True)

    def run(self):
        self.say(f"{len(self.sentences)} sentences, {len(self.pieces.pieces)} pieces, {len(self.shapes)} shapes")
        while self.epoch < self.schedule.end:
            self.run_epoch()
            self.epoch += 1
            self.save()
            self.export()
            self.measure()

    def run_epoch(self):
        self.parser.quantise(self.epoch >= self.schedule.end - self.arguments.quantised_epochs)
        torch.manual_seed(SEED + self.epoch)
        rng = data.random_source(SEED, "epoch", self.epoch)
        count = round(len(self.sentences) * self.arguments.tree_share)
        sentences = self.sentences if count == len(self.sentences) else rng.sample(self.sentences, count)
        items = self.encoder.encode_all(data.varied(sentence, rng) for sentence in sentences)
        items = [data.with_masked_words(item, MASKED_WORDS, self.pieces.mask, rng) for item in items]
        batches = data.batches_by_length(items, BATCH_SUBWORDS, rng)
        if self.examples:
            batches = [batch for batch in batches if batch] + data.batches_by_length(self.examples, BATCH_SUBWORDS, rng)
            rng.shuffle(batches)
        started, total = time.monotonic(), 0.0
        for step, batch in enumerate(batches):
            place = self.epoch + step / len(batches)
            if place >= self.schedule.end:
                break
            total += self.step(batch, self.schedule.factor(place))
            if step % 25 == 24:
                seconds = time.monotonic() - started
                self.say(f"epoch {self.epoch + 1} step {step + 1}/{len(batches)} loss {total / 25:.3f} {seconds:.0f} s")
                total = 0.0
            if self.epoch == 0 and step + 1 == self.arguments.early_export:
                self.export()

    def step(self, batch, rate_factor):
        self.parser.train()
        for group, rate in zip(self.optimiser.param_groups, self.base_rates):
            group["lr"] = rate * rate_factor
        if isinstance(batch[0], tasks.EncodedExample):
            loss = task_loss(self.parser, batch, self.arguments.bf16)
        else:
            loss = loss_of(self.parser, batch, self.labels, self.arguments.bf16)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parser.parameters(), CLIP)
        self.optimiser.step()
        return loss.item()

    def measure(self):
        """Figures on every dev file, in 32-bit floats and as int8."""
        root = self.labels.deprel.index("root")
        for name, items in self.dev.items():
            for quantised in (False, True):
                self.parser.quantise(quantised)
                analyses = analyse(self.parser, items, tensors_of, root)
                measured = figures(items, analyses, self.labels)
                self.say(f"epoch {self.epoch} {name} {'int8' if quantised else 'f32'}", json.dumps(measured))
            self.say(f"epoch {self.epoch} {name} F1", json.dumps(relation_f1(items, analyses, self.labels)))
        for name, items in self.dev_examples.items():
            self.say(f"epoch {self.epoch} {name} int8", json.dumps(task_figures(self.parser, items, tensors_of)))
        self.parser.quantise(False)

    def export(self):
        quantised = self.parser.arc.dependent.quantised
        self.parser.quantise(False)
        export(self.arguments.out, self, tensors_of)
        self.parser.quantise(quantised)

    def save(self):
        state = {"epoch": self.epoch, "parser": self.parser.state_dict(), "optimiser": self.optimiser.state_dict()}
        temporary = self.arguments.work / "checkpoint.new"
        torch.save(state, temporary)
        temporary.replace(self.arguments.work / "checkpoint.pt")

    def resume(self):
        state = torch.load(self.arguments.work / "checkpoint.pt", weights_only=True)
        self.parser.load_state_dict(state["parser"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch = state["epoch"]
        if self.arguments.finish_in:
            self.schedule = Finish(self.schedule, self.epoch, self.arguments.finish_in)


def main():
    arguments = parse_arguments()
    torch.set_num_threads(arguments.threads)
    torch.use_deterministic_algorithms(True)
    training = Training(arguments)
    if arguments.resume:
        training.resume()
    training.run()


if __name__ == "__main__":
    main()
