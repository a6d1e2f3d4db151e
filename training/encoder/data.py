"""Treebanks, subwords, word shapes and batches."""

import gzip
import random
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

MAX_SUBWORDS = 512
MAX_WORD_PIECES = 64
MAX_TOKEN_CHARACTERS = 100
SHAPE_COUNT = 64
OTHER_SHAPE = "<other>"


@dataclass(frozen=True)
class Sentence:
    """One sentence of a treebank by syntactic words; heads count from 1, 0 is the root."""

    words: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]


def read_conllu(path):
    """The sentences of a CoNLL-U file, plain or gzip, without multi-word ranges and empty nodes."""
    opener = gzip.open if Path(path).suffix == ".gz" else open
    sentences, rows = [], []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                columns = line.split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
            elif not line and rows:
                sentences.append(sentence_of(rows))
                rows = []
    if rows:
        sentences.append(sentence_of(rows))
    return sentences


def sentence_of(rows):
    """The columns of one sentence as a value."""
    pick = lambda column: tuple(row[column] for row in rows)
    return Sentence(pick(1), pick(3), pick(4), tuple(int(row[6]) for row in rows), pick(7))


# Subwords --------------------------------------------------------------------------------------


def is_punctuation(character):
    """BERT's notion: every ASCII symbol counts, and Unicode's category P."""
    code = ord(character)
    ascii_symbol = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_symbol or unicodedata.category(character).startswith("P")


IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


def is_ideograph(character):
    """BERT gives every one of these a token of its own."""
    return any(low <= ord(character) <= high for low, high in IDEOGRAPHS)


def clean(text):
    """Lower case, without accents and control characters."""
    kept = []
    for character in text:
        if character in "\t\n\r":
            kept.append(" ")
        elif character not in "\0\ufffd" and not unicodedata.category(character).startswith("C"):
            kept.append(character)
    decomposed = unicodedata.normalize("NFD", "".join(kept).lower())
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def basic_tokens(text):
    """Split at white space, and around every punctuation character and ideograph."""
    spaced = (f" {c} " if is_punctuation(c) or is_ideograph(c) else c for c in clean(text))
    return "".join(spaced).split()


class WordPieces:
    """BERT's uncased WordPiece over a vocabulary that was cut to what English text needs."""

    def __init__(self, vocab_path):
        pieces = Path(vocab_path).read_text(encoding="utf-8").split("\n")
        if pieces[-1] == "":
            pieces.pop()
        self.kept_rows = [row for row, piece in enumerate(pieces) if is_needed(piece)]
        self.pieces = [pieces[row] for row in self.kept_rows]
        self.ids = {piece: position for position, piece in enumerate(self.pieces)}
        self.unknown, self.cls, self.sep, self.mask = (
            self.ids[name] for name in ("[UNK]", "[CLS]", "[SEP]", "[MASK]")
        )
        self.known_words = {}

    def encode(self, word):
        """The ids of a word's subwords: at least one, at most `MAX_WORD_PIECES`."""
        if word not in self.known_words:
            ids = [piece for token in basic_tokens(word) for piece in self.token_pieces(token)]
            self.known_words[word] = ids[:MAX_WORD_PIECES] or [self.unknown]
        return self.known_words[word]

    def token_pieces(self, token):
        """Greedy longest match first; one unknown piece where that fails."""
        if len(token) > MAX_TOKEN_CHARACTERS:
            return [self.unknown]
        ids, start = [], 0
        while start < len(token):
            prefix = "##" if start else ""
            for end in range(len(token), start, -1):
                piece = self.ids.get(prefix + token[start:end])
                if piece is not None:
                    break
            else:
                return [self.unknown]
            ids.append(piece)
            start = end
        return ids


def is_needed(piece):
    """Whether English text needs a piece: reserved ones and other scripts than Latin do not stay."""
    if piece.startswith("[unused"):
        return False
    return all(is_latin_or_symbol(character) for character in piece)


def is_latin_or_symbol(character):
    if character.isascii():
        return True
    if unicodedata.category(character)[0] in "PSN" and not is_ideograph(character):
        return True
    return unicodedata.name(character, "").startswith("LATIN ")


# Shapes ----------------------------------------------------------------------------------------

SHAPE_LITERALS = set(".,'-/$%&:@_()#!?;\"*+=")
SHAPE_ALIASES = {**dict.fromkeys("’‘ʼ`", "'"), **dict.fromkeys("“”", '"')}
SHAPE_ALIASES.update(dict.fromkeys("‐‑‒–—―", "-"))


def shape_of(word):
    """The pattern of case, digits and punctuation of a word: `Kyiv` is `Xx`, `2,000` is `d,d`."""
    shape = ""
    for character in word:
        symbol = shape_symbol(character)
        longest_run = 2 if symbol == "X" else 1
        if not shape.endswith(symbol * longest_run):
            shape += symbol
    return shape


def shape_symbol(character):
    character = SHAPE_ALIASES.get(character, character)
    if character in SHAPE_LITERALS:
        return character
    category = unicodedata.category(character)
    if category in ("Lu", "Lt"):
        return "X"
    if category[0] in "LM":
        return "x"
    return "d" if category[0] == "N" else "o"


def frequent_shapes(sentences):
    """`OTHER_SHAPE`, then the most frequent shapes, most frequent first."""
    counts = Counter(shape_of(word) for sentence in sentences for word in sentence.words)
    ranked = sorted(counts, key=lambda shape: (-counts[shape], shape))
    return [OTHER_SHAPE, *ranked[: SHAPE_COUNT - 1]]


# Variation of the training sentences -------------------------------------------------------------


def varied(sentence, rng):
    """Now and then a sentence as a headline, in capitals, without its last stop, or with curly quotes."""
    draw = rng.random()
    if draw < 0.04:
        sentence = without_final_stop(with_words(sentence, capitalised))
    elif draw < 0.06:
        sentence = with_words(sentence, str.upper)
    elif draw < 0.08:
        sentence = with_words(sentence, str.lower)
    elif draw < 0.12:
        sentence = without_final_stop(sentence)
    if rng.random() < 0.15:
        sentence = with_curly_quotes(sentence)
    return sentence


def with_words(sentence, change):
    return replace(sentence, words=tuple(change(word) for word in sentence.words))


def capitalised(word):
    return word[:1].upper() + word[1:]


def without_final_stop(sentence):
    """The sentence without its last word, if that is a stop and nothing hangs on it."""
    last = len(sentence.words)
    if last < 2 or sentence.words[-1] != "." or sentence.upos[-1] != "PUNCT" or last in sentence.heads:
        return sentence
    columns = ("words", "upos", "xpos", "heads", "deprels")
    return Sentence(*(getattr(sentence, column)[:-1] for column in columns))


def with_curly_quotes(sentence):
    """Straight quotes and apostrophes as printed text has them; the tags tell opening from closing."""
    words = []
    for word, tag in zip(sentence.words, sentence.xpos):
        if word == '"':
            word = "“" if tag == "``" else "”"
        elif word == "'" and tag == "``":
            word = "‘"
        words.append(word.replace("'", "’"))
    return replace(sentence, words=tuple(words))


# Encoded sentences and batches -------------------------------------------------------------------


@dataclass
class Encoded:
    """A sentence as numbers. `first` and `last` are places of a word's subwords in `subwords`."""

    sentence: Sentence
    subwords: list[int]
    subword_shapes: list[int]
    first: list[int]
    last: list[int]
    shapes: list[int]


class Encoder:
    """Sentences to numbers, by a vocabulary of pieces and a list of shapes."""

    def __init__(self, pieces, shapes):
        self.pieces = pieces
        self.shape_ids = {shape: position for position, shape in enumerate(shapes)}

    def encode(self, sentence):
        """Of a sentence that fits; shape -1 marks the two places that belong to no word."""
        result = Encoded(sentence, [self.pieces.cls], [-1], [], [], [])
        for word in sentence.words:
            ids = self.pieces.encode(word)
            shape = self.shape_ids.get(shape_of(word), 0)
            result.first.append(len(result.subwords))
            result.subwords += ids
            result.last.append(len(result.subwords) - 1)
            result.subword_shapes += [shape] * len(ids)
            result.shapes.append(shape)
        result.subwords.append(self.pieces.sep)
        result.subword_shapes.append(-1)
        return result

    def encode_all(self, sentences):
        """All that fit; a longer one is rare enough in treebanks to be left out."""
        encoded = (self.encode(sentence) for sentence in sentences)
        return [item for item in encoded if len(item.subwords) <= MAX_SUBWORDS]


def with_masked_words(item, rate, mask, rng):
    """Hide all pieces of some words, so that the tree does not hang on single words."""
    subwords = list(item.subwords)
    for first, last in zip(item.first, item.last):
        if rng.random() < rate:
            subwords[first : last + 1] = [mask] * (last - first + 1)
    return replace(item, subwords=subwords)


def batches_by_length(items, subwords_in_batch, rng=None):
    """Batches of similar length with at most so many subwords, padding included. With `rng` shuffled."""
    noise = rng.random if rng else lambda: 0.0
    ranked = sorted(items, key=lambda item: len(item.subwords) + 3 * noise())
    batches, batch, longest = [], [], 0
    for item in ranked:
        longest_with = max(longest, len(item.subwords))
        if batch and longest_with * (len(batch) + 1) > subwords_in_batch:
            batches.append(batch)
            batch, longest_with = [], len(item.subwords)
        batch.append(item)
        longest = longest_with
    batches.append(batch)
    if rng:
        rng.shuffle(batches)
    return batches


def random_source(*seeds):
    """A generator of its own for every purpose, so that one draw more here changes nothing there."""
    return random.Random("/".join(str(seed) for seed in seeds))
