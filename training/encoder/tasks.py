"""Tasks beside trees and tags: what a word is in an event, a cause, an attribution.

Every task is a small network over the vector of each word. Its targets are ids of its labels by word; `IGNORED` where nothing is
known. The task `causal` is about whole sentences: of its two outputs one says how much a word counts, the other what it says.
"""

import csv
import gzip
import io
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import data

IGNORED = -100
OUTSIDE = "-"

EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

LABELS = {
    "event": (OUTSIDE, *EVENT_TYPES),
    "actor": (OUTSIDE, "source", "recipient"),
    "attribution": (OUTSIDE, "source", "cue"),
    "cause": (OUTSIDE, "cause", "effect", "signal"),
    "causal": ("weight", "evidence"),
}

# Labels of PLOVER 0.5b1 that PLOVER 0.8 has no more.
RELABELLED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


@dataclass(frozen=True)
class Example:
    """A sentence with what is known of it: ids by word for some tasks, and whether it tells of a cause."""

    words: tuple[str, ...]
    targets: dict = field(default_factory=dict)
    causal: int | None = None


TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Sen|Gov|Lt)\.|\d+(?:[.,:]\d+)*|\w+(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|re|ve|ll|d|m)\b|``|''|[^\W_]+|\S"
)
MARK = re.compile(r"\[([A-Z]):([^\[\]]*)\]")


def tokens(text):
    """Words and punctuation with their places, by the treebanks' conventions as far as patterns go."""
    return [(match.group(), match.start(), match.end()) for match in TOKEN.finditer(text)]


def labelled(count, task, marked):
    """Ids of a task's labels for `count` words: `marked` gives label names by place, all others are outside."""
    ids = [0] * count
    for place, label in marked.items():
        ids[place] = LABELS[task].index(label)
    return ids


# Events ----------------------------------------------------------------------------------------


def event_examples(folder):
    """The marked sentences of a folder: a file for every type, `none.txt` for sentences without an event."""
    examples = []
    for path in sorted(Path(folder).glob("*.txt")):
        kind = path.stem.upper()
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                examples.append(event_example(kind, line.split("\t", 1)[-1]))
    return examples


def event_example(kind, marked, is_whole=True):
    """One sentence with marks `[S:...]`, `[R:...]` and `[E:...]`; `is_whole` says that it tells of no other event."""
    plain, spans, end = [], [], 0
    for match in MARK.finditer(marked):
        plain.append(marked[end : match.start()])
        start = sum(map(len, plain))
        plain.append(match.group(2))
        spans.append((match.group(1), start, start + len(match.group(2))))
        end = match.end()
    plain.append(marked[end:])
    return of_event("".join(plain), None if kind == "NONE" else kind, spans, is_whole)


def of_event(text, kind, spans, is_whole):
    """`spans` are (mark, start, end). Of a sentence that may tell of other events only marked words are known."""
    words = tokens(text)
    within = lambda mark: [
        place
        for place, (_, start, end) in enumerate(words)
        for name, first, last in spans
        if name == mark and start < last and first < end
    ]
    if kind is None:
        outside = [0] * len(words)
        return Example(tuple(word for word, _, _ in words), {"event": outside, "actor": outside})
    sources, recipients, triggers = within("S"), within("R"), within("E")
    event = [0 if is_whole else IGNORED] * len(words)
    for place in sources + recipients:
        event[place] = 0
    for place in triggers:
        event[place] = LABELS["event"].index(kind)
    actor = labelled(len(words), "actor", {**dict.fromkeys(recipients, "recipient"), **dict.fromkeys(sources, "source")})
    return Example(tuple(word for word, _, _ in words), {"event": event, "actor": actor})


GOLD_MARK = re.compile(r"\((SRC/TAR|SRC|TAR|EVT|LOC): ([^()]*)\)")
GOLD_MARKS = {"SRC/TAR": "S", "SRC": "S", "TAR": "R", "EVT": "E", "LOC": "L"}


def plover_examples(path):
    """The gold records of PLOVER, of one sentence each."""
    records = json.loads(Path(path).read_text(encoding="utf-8"))
    return [plover_example(record) for record in records if GOLD_MARK.search(record.get("textInfo", {}).get("markup", ""))]


def plover_example(record):
    kind = RELABELLED.get(record["event"], record["event"])
    marked = GOLD_MARK.sub(lambda match: f"[{GOLD_MARKS[match.group(1)]}:{match.group(2)}]", record["textInfo"]["markup"])
    return event_example(kind, marked, is_whole=False)


def every_nth_sentence(examples, step):
    """The words of every `step`th of the different sentences; none for 0."""
    different = list(dict.fromkeys(example.words for example in examples))
    return set(different[::step]) if step else set()


# Causes ----------------------------------------------------------------------------------------

CAUSE_MARK = re.compile(r"</?(ARG0|ARG1|SIG\d)>")
CAUSE_LABELS = {"ARG0": "cause", "ARG1": "effect"}


def causal_examples(sentences, relations):
    """The Causal News Corpus: which sentences tell of a cause, and where cause, effect and signal stand."""
    spans = defaultdict(list)
    for row in rows_of(relations):
        spans[row["text"]].append(row["text_w_pairs"])
    return [causal_example(row, spans.get(row["text"], [])) for row in rows_of(sentences)]


def rows_of(path):
    with gzip.open(path, "rb") as file:
        return list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"))))


def causal_example(row, relations):
    words, causal = row["text"].split(), int(row["label"])
    if not causal:
        return Example(tuple(words), {"cause": [0] * len(words)}, 0)
    if len(relations) != 1:
        return Example(tuple(words), {}, 1)
    ids = cause_ids(relations[0], words)
    return Example(tuple(words), {"cause": ids} if ids else {}, 1)


def cause_ids(marked, words):
    """Ids by word, or nothing where the marked copy has other words."""
    ids, current, seen = [], [], []
    for part in re.split(r"(</?(?:ARG0|ARG1|SIG\d)>)", marked):
        mark = CAUSE_MARK.fullmatch(part)
        if mark is None:
            label = current[-1] if current else OUTSIDE
            for word in part.split():
                seen.append(word)
                ids.append(LABELS["cause"].index(label))
        elif part.startswith("</"):
            current.pop()
        else:
            current.append(CAUSE_LABELS.get(mark.group(1), "signal"))
    return ids if seen == words else None


# Attribution -------------------------------------------------------------------------------------

ATTRIBUTION = re.compile(r"attribution-(?:positive|negative):[^:]*:\d+:([^;|]*)")


# Genres of GUM in which nobody deals with anybody: their sentences tell of no event.
WITHOUT_EVENTS = ("GUM_academic_", "GUM_textbook_", "GUM_vlog_", "GUM_voyage_")


def attribution_examples(path):
    """Who says, thinks or knows, and the word that tells so, from the discourse signals of GUM."""
    examples = []
    for name, document in documents_of(path):
        words = [columns for sentence in document for columns in sentence]
        labels = [0] * len(words)
        for columns in words:
            for signals in ATTRIBUTION.findall(columns[9]):
                mark_signals(signals, labels)
        start = 0
        for sentence in document:
            end = start + len(sentence)
            targets = {"attribution": labels[start:end]}
            if name.startswith(WITHOUT_EVENTS):
                targets["event"] = [0] * len(sentence)
            examples.append(Example(tuple(c[1] for c in sentence), targets))
            start = end
    return examples


def documents_of(path):
    """Names of documents, and the documents as lists of sentences, those as lists of columns."""
    documents, rows = [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                documents.append((line.rpartition(" ")[2], []))
            elif line and line[0].isdigit() and line.split("\t", 1)[0].isdigit():
                rows.append(line.split("\t"))
            elif not line and rows:
                documents[-1][1].append(rows)
                rows = []
    return documents


def mark_signals(signals, labels):
    """Write the words of a source and a cue into `labels`; places count from 1 over the document.

    Without a cue it is a name at the head of a text or of somebody's turn, which says nothing about a word.
    """
    if "lex-ind" not in signals:
        return
    for signal in signals.split("+"):
        match = re.match(r"(sem-atsrc|lex-indwd|lex-indph)-(.*)", signal)
        if not match:
            continue
        label = LABELS["attribution"].index("source" if match.group(1) == "sem-atsrc" else "cue")
        for part in match.group(2).split(","):
            first, _, last = part.partition("-")
            for place in range(int(first), int(last or first) + 1):
                if place <= len(labels) and not (label == 2 and labels[place - 1]):
                    labels[place - 1] = label


# Batches -----------------------------------------------------------------------------------------


@dataclass
class EncodedExample:
    """An example as numbers: the same fields as `data.Encoded`, and its targets."""

    example: Example
    encoded: data.Encoded

    @property
    def subwords(self):
        return self.encoded.subwords


def encode_examples(encoder, examples):
    """All that fit."""
    found = []
    for example in examples:
        sentence = data.Sentence(example.words, (), (), (), ())
        encoded = encoder.encode(sentence)
        if example.words and len(encoded.subwords) <= data.MAX_SUBWORDS:
            found.append(EncodedExample(example, encoded))
    return found
