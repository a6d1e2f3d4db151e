"""Tasks beside trees and tags: what a word is in an event, a cause, an attribution.

Every task is a small network over the vector of each word. Its targets are ids of its labels by word; `IGNORED` where nothing is
known. The tasks of `WHOLE` are about whole sentences: of their two outputs one says how much a word counts, the other what it says.
"""

import csv
import gzip
import io
import json
import re
import tomllib
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

ACTS = ("lever", "reason", "positive", "negative", "neutral", "demand", "propose", "accept", "refuse", "condition", "mover")
STEPS = ("mooted", "announced", "scheduled", "postponed", "cancelled", "suspended", "held", "resumed", "denied")

CLAIM_PARTS = ("claim", "cause", "effect")
ENTITIES = ("person", "organization", "place")
NAMES = ("person", "organization", "place", "other", "group")

# Of whole sentences: whether one tells of a cause, and whether it stands in a text about a negotiation.
WHOLE = ("causal", "negotiation")

LABELS = {
    "event": (OUTSIDE, *EVENT_TYPES),
    "actor": (OUTSIDE, "source", "recipient"),
    "attribution": (OUTSIDE, "source", "cue"),
    "cause": (OUTSIDE, "cause", "effect", "signal"),
    "causal": ("weight", "evidence"),
    "act": (OUTSIDE, *ACTS),
    "meeting": (OUTSIDE, *STEPS),
    "sentence": (OUTSIDE, "end"),
    "negotiation": ("weight", "evidence"),
    "name": (OUTSIDE, *NAMES),
    "claim": (OUTSIDE, *CLAIM_PARTS),
}

# Labels of PLOVER 0.5b1 that PLOVER 0.8 has no more.
RELABELLED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


@dataclass(frozen=True)
class Example:
    """A sentence with what is known of it: ids by word for some tasks, yes or no for those of `WHOLE`, and of which labels of a
    task it is known, by task and id, that some word of the sentence has them or none has."""

    words: tuple[str, ...]
    targets: dict = field(default_factory=dict)
    whole: dict = field(default_factory=dict)
    told: dict = field(default_factory=dict)


TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Sen|Gov|Lt)\.|\d+(?:[.,:]\d+)*|\w+(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|re|ve|ll|d|m)\b|``|''|[^\W_]+|\S"
)
MARK = re.compile(r"\[([A-Z]):([^\[\]]*)\]")
ANY_MARK = re.compile(r"\[([A-Za-z]+):([^\[\]]*)\]")


def tokens(text):
    """Words and punctuation with their places, by the treebanks' conventions as far as patterns go."""
    return [(match.group(), match.start(), match.end()) for match in TOKEN.finditer(text)]


def unmarked(marked):
    """A sentence without its marks, and those as (name, start, end) in it."""
    plain, spans, end = "", [], 0
    for match in ANY_MARK.finditer(marked):
        plain += marked[end : match.start()]
        spans.append((match.group(1), len(plain), len(plain) + len(match.group(2))))
        plain += match.group(2)
        end = match.end()
    return plain + marked[end:], spans


def labelled(count, task, marked):
    """Ids of a task's labels for `count` words: `marked` gives label names by place, all others are outside."""
    ids = [0] * count
    for place, label in marked.items():
        ids[place] = LABELS[task].index(label)
    return ids


# Events ----------------------------------------------------------------------------------------


def event_examples(folder):
    """The marked sentences of a folder: a file for every type, `none.txt` for sentences without an event, `news-*.txt` for sentences
    with any number of events."""
    examples = []
    for path in sorted(Path(folder).glob("*.txt")):
        kind = path.stem.upper()
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and path.stem.startswith("news-"):
                examples.append(news_example(line))
            elif line.strip():
                examples.append(event_example(kind, line.split("\t", 1)[-1]))
    return examples


def news_example(marked):
    """One sentence with marks `[reject:...]` of the types of its events, and `[S:...]`, `[R:...]` for whoever takes part in any."""
    plain, spans = unmarked(marked)
    words = tokens(plain)
    names = {kind.lower(): kind for kind in EVENT_TYPES}
    events, actors = {}, {}
    for place, (_, start, stop) in enumerate(words):
        for name, first, last in spans:
            if start < last and first < stop:
                if name in names:
                    events[place] = names[name]
                else:
                    actors[place] = {"S": "source", "R": "recipient"}[name]
    targets = {"event": labelled(len(words), "event", events), "actor": labelled(len(words), "actor", actors)}
    return Example(tuple(word for word, _, _ in words), targets)


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


# Acts and meetings -------------------------------------------------------------------------------

def act_examples(folder):
    """The marked sentences of a folder, of which every word is known."""
    lines = [(path.stem, line) for path in sorted(Path(folder).glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [act_example(line, *about(name, line)) for name, line in lines if line.strip()]


def about(file, line):
    """Whether a line is about a negotiation, if its file or its marks tell."""
    if file.startswith("near-misses"):
        return (0,)
    return (1,) if file.startswith(("articles-", "dense-")) or ANY_MARK.search(line) else ()


def topic_examples(folder):
    """Sentences of texts about negotiations that are not marked for anything else."""
    lines = [line for path in sorted(Path(folder).glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Example(tuple(word for word, _, _ in tokens(line)), whole={"negotiation": 1}) for line in lines if line.strip()]


def act_example(marked, *negotiation):
    """One sentence with marks `[lever:...]`, `[held:...]` and so on."""
    plain, spans = unmarked(marked)
    words = tokens(plain)
    targets = {"sentence": [0] * (len(words) - 1) + [IGNORED]}
    for task, names in (("act", ACTS), ("meeting", STEPS)):
        marks = {}
        for place, (_, start, stop) in enumerate(words):
            for name, first, last in spans:
                if name in names and start < last and first < stop:
                    marks[place] = name
        targets[task] = labelled(len(words), task, marks)
    return Example(tuple(word for word, _, _ in words), targets, {"negotiation": value for value in negotiation})


SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][\"”])\s+|\n")

# What the lists of a gold record tell of the words they cite.
CITED_ACTS = {"levers": "lever", "positions": "demand", "proposals": "propose"}
CITED_REMARKS = {"why": "reason", "who_can_move": "mover", "conditions_to_restart": "condition"}
# Stances are cited as events alone.
CITED_EVENTS = {"AGREE": "accept", "SUPPORT": "accept", "REJECT": "refuse"}


def article_examples(folder):
    """For each article with a gold record its sentences, with what the gold tells of the labels of acts and meetings in them."""
    articles = []
    for path in sorted(Path(folder).glob("*.json")):
        text = path.with_suffix(".txt")
        if text.exists():
            gold = json.loads(path.read_text(encoding="utf-8"))
            cited, whole = citations(gold), {"negotiation": int(gold["relevant"])}
            sentences = [s.strip() for s in SENTENCE_END.split(text.read_text(encoding="utf-8")) if s.strip()]
            articles.append([of_article(sentence, cited, whole) for sentence in sentences])
    return articles


def of_article(sentence, cited, whole):
    """A sentence of an article; `cited` are (task, label, whether it is required, passages)."""
    told = {(task, place): 0 for task, names in (("act", ACTS), ("meeting", STEPS)) for place, _ in enumerate(names, 1)}
    for task, label, required, passages in cited:
        place = (task, LABELS[task].index(label))
        if any(passage in sentence or sentence in passage for passage in passages):
            if required and told[place] is not None:
                told[place] = 1
            elif told[place] == 0:
                told[place] = None
    # A yes or no that is an event may be one to something else than a proposal: known where it is not told, not where it is.
    answers = {("act", LABELS["act"].index(label)) for label in CITED_EVENTS.values()}
    known = {place: value for place, value in told.items() if value is not None and not (value and place in answers)}
    return Example(tuple(word for word, _, _ in tokens(sentence)), whole=whole, told=known)


def citations(gold):
    """(task, label, whether it is required, passages) of all that a gold record cites for acts and meetings."""
    found = []

    def cite(task, label, item):
        passages = [item.get("evidence"), *(item.get("alt_evidence") or [])]
        required = not item.get("optional")
        found.append((task, label, required, [part.strip() for part in passages if isinstance(part, str) and part.strip()]))

    for name, label in CITED_ACTS.items():
        for item in gold.get(name) or []:
            cite("act", label, item)
    for item in gold.get("characterisations") or []:
        cite("act", item["polarity"], item)
    for name, label in CITED_REMARKS.items():
        for item in (gold.get("impasse") or {}).get(name) or []:
            cite("act", label, item)
    for item in gold.get("events") or []:
        if item["plover_type"] in CITED_EVENTS:
            cite("act", CITED_EVENTS[item["plover_type"]], item)
    for meeting in gold.get("meetings") or []:
        for step in meeting.get("status_history") or []:
            cite("meeting", step["status"], step)
    return found


# What the gist of a statement in a rule file tells of the words it was read from.
GISTS = (
    (r"lever ", "act", "lever"), (r"demand ", "act", "demand"), (r"stance .* backs", "act", "accept"),
    (r"stance .* rejects", "act", "refuse"), (r"stance .* conditional", "act", "condition"), (r"proposal", "act", "propose"),
    (r"judgement .*(positive|negative|neutral)", "act", None), (r"remark (reason|mover|condition)", "act", None),
    (r"meeting (\w+)", "meeting", None),
)  # fmt: skip


def rule_examples(folder):
    """The example of every rule of a folder, with what the rule gives: of two sentences it is the last that the rule reads."""
    examples = []
    for path in sorted(Path(folder).glob("*.toml")):
        for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", []):
            sentences = [s for s in SENTENCE_END.split(rule["example"]) if s.strip()]
            told = {}
            for gist in rule["gives"]:
                for pattern, task, label in GISTS:
                    match = re.match(pattern, gist)
                    name = match and (label or match.group(1))
                    if name in LABELS[task] and not (name == "propose" and len(sentences) > 1):
                        told[(task, LABELS[task].index(name))] = 1
            if told:
                examples.append(Example(tuple(word for word, _, _ in tokens(sentences[-1])), told=told))
    return examples


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
        return Example(tuple(words), {"cause": [0] * len(words)}, {"causal": 0})
    if len(relations) != 1:
        return Example(tuple(words), {}, {"causal": 1})
    ids = cause_ids(relations[0], words)
    return Example(tuple(words), {"cause": ids} if ids else {}, {"causal": 1})


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


# Somebody's explanations -------------------------------------------------------------------------


def claim_examples(folder):
    """The sentences of a folder, marked `[claim:...]` for what ties an effect to a cause, `[cause:...]` and `[effect:...]`."""
    found = []
    for path in sorted(Path(folder).glob("*.txt")):
        # Those of whole articles are of texts about something else, too.
        whole = {} if path.name.startswith("articles") else {"negotiation": 1}
        found += [marked_example(line, "claim", whole) for line in lines_of(path)]
    return found


def lines_of(path):
    """The marked sentences of a file."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def marked_example(marked, task, whole):
    """A sentence whose marks are labels of one task; words without one have none."""
    plain, spans = unmarked(marked)
    words = tokens(plain)
    marks = {
        place: name for place, (_, start, stop) in enumerate(words) for name, first, last in spans if start < last and first < stop
    }  # fmt: skip
    return Example(tuple(word for word, _, _ in words), {task: labelled(len(words), task, marks)}, whole)


# Attribution -------------------------------------------------------------------------------------

ATTRIBUTION = re.compile(r"attribution-(?:positive|negative):[^:]*:\d+:([^;|]*)")


# Genres of GUM in which nobody deals with anybody: their sentences tell of no event, no act and no meeting.
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
            targets, whole = {"attribution": labels[start:end]}, {}
            if name.startswith(WITHOUT_EVENTS):
                targets |= {task: [0] * len(sentence) for task in ("event", "act", "meeting")}
                whole["negotiation"] = 0
            examples.append(Example(tuple(c[1] for c in sentence), targets, whole))
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


# Names -------------------------------------------------------------------------------------------

ENTITY_BRACKET = re.compile(r"\((\d+)-([a-z]+)((?:-[^()]*?)?)(\)|(?=\()|$)|(\d+)\)")


def entity_spans(rows):
    """Entities of a document of GUM as (number, type, first word, last word); `rows` are the columns of all its words."""
    spans, unclosed = [], []
    for place, columns in enumerate(rows):
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", columns[9])
        for number, kind, _, closes, closed in ENTITY_BRACKET.findall(entity.group(1)) if entity else []:
            if number:
                unclosed.append((int(number), kind, place))
            matching = [i for i, (other, _, _) in enumerate(unclosed) if number or other == int(closed)]
            if (closes or closed) and matching:
                spans.append((*unclosed.pop(matching[-1]), place))
    return spans


def name_examples(folder):
    """The sentences of a folder, marked for what names name and for sides without a name."""
    return [marked_example(line, "name", {}) for path in sorted(Path(folder).glob("*.txt")) for line in lines_of(path)]


def entity_examples(path):
    """What proper nouns name, by the innermost entity of GUM around them that a proper noun heads. Of other words in an entity it is
    unknown whether they belong to the name or stand for a side."""
    examples = []
    for _, document in documents_of(path):
        rows = [columns for sentence in document for columns in sentence]
        ids = [0] * len(rows)
        for _, _, first, last in entity_spans(rows):
            ids[first : last + 1] = [IGNORED if row[3] != "PUNCT" else 0 for row in rows[first : last + 1]]
        for place, kind in named_words(document, rows):
            ids[place] = LABELS["name"].index(kind if kind in ENTITIES else "other")
        start = 0
        for sentence in document:
            end = start + len(sentence)
            examples.append(Example(tuple(c[1] for c in sentence), {"name": ids[start:end]}))
            start = end
    return examples


def named_words(document, rows):
    """(place, type of entity) of proper nouns, those of outer entities first."""
    heads, base = [], 0
    for sentence in document:
        heads += [base + int(columns[6]) - 1 if columns[6] != "0" else -1 for columns in sentence]
        base += len(sentence)
    for _, kind, first, last in sorted(entity_spans(rows), key=lambda span: span[2] - span[3]):
        head = next((place for place in range(first, last + 1) if not first <= heads[place] <= last), first)
        if rows[head][3] == "PROPN":
            for place in range(first, last + 1):
                if rows[place][3] == "PROPN":
                    yield place, kind


# Ends of sentences -------------------------------------------------------------------------------

# How many words of a paragraph are seen at once, at most.
WINDOW = 96


def sentence_end_examples(path):
    """Stretches of paragraphs, with the last word of each sentence. That a paragraph ends a sentence needs no learning."""
    return [example for paragraph in paragraphs_of(path) for example in windows_of(paragraph)]


def paragraphs_of(path):
    """The paragraphs of a CoNLL-U file as lists of sentences, those as lists of words."""
    paragraphs, words = [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if line.startswith(("# newpar", "# newdoc")) and not line.startswith("# newpar_block") and (not paragraphs or paragraphs[-1]):
                paragraphs.append([])
            elif columns[0].isdigit():
                words.append(columns[1])
            elif not line.strip() and words:
                paragraphs[-1].append(words)
                words = []
    return paragraphs


def windows_of(paragraph):
    """From sentence to sentence as many words as fit; the next stretch begins with the last sentence begun."""
    start = 0
    while start < len(paragraph):
        words, ids, end = [], [], start
        while end < len(paragraph) and len(words) < WINDOW:
            words += paragraph[end]
            ids += [0] * (len(paragraph[end]) - 1) + [1]
            end += 1
        if end == len(paragraph):
            ids[-1] = IGNORED
        yield Example(tuple(words[:WINDOW]), {"sentence": ids[:WINDOW]})
        if end == len(paragraph) and len(words) <= WINDOW:
            return
        start = max(start + 1, end - 1)


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
