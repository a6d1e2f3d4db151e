"""`python -m unittest` in this folder."""

import itertools
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

import average
import data
import model
import tasks
import unpack
from tree import tree_heads

VOCABULARY = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##happ", "##y", "'", "t", "n", "北", "cafe"]


def is_tree(heads):
    """Whether every word reaches the root, which has one child."""
    for start in range(1, len(heads) + 1):
        node, steps = start, 0
        while node and steps <= len(heads):
            node, steps = heads[node - 1], steps + 1
        if node:
            return False
    return heads.count(0) == 1


def best_by_trying_all(scores):
    count = len(scores)
    trees = (list(heads) for heads in itertools.product(range(count + 1), repeat=count))
    return max(filter(is_tree, trees), key=lambda heads: sum(scores[n][h] for n, h in enumerate(heads)))


class Trees(unittest.TestCase):
    def test_equals_trying_all(self):
        source = np.random.default_rng(7)
        for count in [1, 2, 3, 4, 5] * 30:
            scores = source.normal(size=(count, count + 1))
            self.assertEqual(tree_heads(scores), best_by_trying_all(scores))


class Shapes(unittest.TestCase):
    def test_examples(self):
        examples = {
            "Kyiv": "Xx", "US": "XX", "NATO": "XX", "I": "X", "U.S.": "X.X.", "2,000": "d,d",
            "n't": "x'x", "n’t": "x'x", "NATO-led": "XX-x", "...": ".", "“": '"', "–": "-", "é": "x", "☃": "o",
        }  # fmt: skip
        for word, shape in examples.items():
            self.assertEqual(data.shape_of(word), shape, word)


class Pieces(unittest.TestCase):
    def setUp(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "vocab.txt"
            path.write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
            self.pieces = data.WordPieces(path)

    def names(self, word):
        return [self.pieces.pieces[piece] for piece in self.pieces.encode(word)]

    def test_words(self):
        self.assertEqual(self.names("Unhappy"), ["un", "##happ", "##y"])
        self.assertEqual(self.names("n't"), ["n", "'", "t"])
        self.assertEqual(self.names("Café"), ["cafe"])
        self.assertEqual(self.names("unhappier"), ["[UNK]"])
        self.assertEqual(self.names("\u200b"), ["[UNK]"])

    def test_cut(self):
        self.assertNotIn("[unused0]", self.pieces.pieces)
        self.assertEqual(self.names("北"), ["[UNK]"])


class Variation(unittest.TestCase):
    sentence = data.Sentence(
        ("It", "'s", "\"", "on", "\"", "."), ("PRON", "AUX", "PUNCT", "ADV", "PUNCT", "PUNCT"),
        ("PRP", "VBZ", "``", "RB", "''", "."), (4, 4, 4, 0, 4, 4), ("nsubj", "cop", "punct", "root", "punct", "punct"),
    )  # fmt: skip

    def test_stop(self):
        self.assertEqual(len(data.without_final_stop(self.sentence).heads), 5)

    def test_quotes(self):
        self.assertEqual(data.with_curly_quotes(self.sentence).words, ("It", "’s", "“", "on", "”", "."))


class Int8(unittest.TestCase):
    def test_error_is_half_a_step(self):
        values = torch.randn(20, 50, generator=torch.Generator().manual_seed(1))
        step = values.abs().amax(-1, keepdim=True) / 127
        self.assertTrue(bool(((model.int8_rows(values) - values).abs() <= step / 2 + 1e-6).all()))


class Tasks(unittest.TestCase):
    def test_marks_become_targets(self):
        example = tasks.event_example("ACCUSE", "[S:Peru] [E:blamed] [R:Chile's army] for it.")
        self.assertEqual(example.words, ("Peru", "blamed", "Chile", "'s", "army", "for", "it", "."))
        accuse = tasks.LABELS["event"].index("ACCUSE")
        self.assertEqual(example.targets["event"], [0, accuse, 0, 0, 0, 0, 0, 0])
        self.assertEqual(example.targets["actor"], [1, 0, 2, 2, 2, 0, 0, 0])

    def test_a_sentence_without_events_is_known_whole(self):
        self.assertEqual(tasks.event_example("NONE", "It rained.").targets["event"], [0, 0, 0])

    def test_causes_by_word(self):
        marked = "<ARG1>Talks failed</ARG1> <SIG0>because of</SIG0> <ARG0>the strike</ARG0> ."
        words = "Talks failed because of the strike .".split()
        self.assertEqual(tasks.cause_ids(marked, words), [2, 2, 3, 3, 1, 1, 0])
        self.assertIsNone(tasks.cause_ids(marked, words[1:]))

    def test_signals_of_an_attribution(self):
        labels = [0] * 6
        tasks.mark_signals("sem-atsrc-2-3+lex-indwd-4+syn-rpr-5", labels)
        self.assertEqual(labels, [0, 1, 1, 2, 0, 0])
        untouched = [0] * 6
        tasks.mark_signals("sem-atsrc-2-3", untouched)
        self.assertEqual(untouched, [0] * 6)

    def test_acts_and_steps_by_word(self):
        example = tasks.act_example("Oman [propose:floated] a pause; the talks [held:ended].")
        act, step = tasks.LABELS["act"].index("propose"), tasks.LABELS["meeting"].index("held")
        self.assertEqual(example.words, ("Oman", "floated", "a", "pause", ";", "the", "talks", "ended", "."))
        self.assertEqual(example.targets["act"], [0, act, 0, 0, 0, 0, 0, 0, 0])
        self.assertEqual(example.targets["meeting"], [0, 0, 0, 0, 0, 0, 0, step, 0])

    def test_several_events_of_one_sentence(self):
        example = tasks.news_example("[S:Peru] [reject:refused] and [threaten:threatened] [R:Chile].")
        reject, threaten = (tasks.LABELS["event"].index(kind) for kind in ("REJECT", "THREATEN"))
        self.assertEqual(example.targets["event"], [0, reject, 0, threaten, 0, 0])
        self.assertEqual(example.targets["actor"], [1, 0, 0, 0, 2, 0])

    def test_ends_of_sentences_are_known_but_for_the_last_of_a_paragraph(self):
        words = [["One", "."], ["Two", "."], ["Three"] * tasks.WINDOW]
        first, second = tasks.windows_of(words)
        self.assertEqual(first.targets["sentence"][:5], [0, 1, 0, 1, 0])
        self.assertEqual(len(first.words), tasks.WINDOW)
        self.assertEqual(second.words, ("Three",) * tasks.WINDOW)
        self.assertEqual(second.targets["sentence"][-1], tasks.IGNORED)

    def test_what_a_line_is_about_is_told_by_its_file_or_its_marks(self):
        self.assertEqual(tasks.about("near-misses-more", "They met."), (0,))
        self.assertEqual(tasks.about("articles-trade", "It rained."), (1,))
        self.assertEqual(tasks.about("lever", "It [lever:rained]."), (1,))
        self.assertEqual(tasks.about("plain", "It rained."), ())

    def test_what_gold_cites_is_known_of_the_sentence(self):
        gold = {
            "levers": [{"evidence": "cut the gas"}],
            "positions": [{"evidence": "wants more", "optional": True}],
            "events": [{"plover_type": "REJECT", "evidence": "said no"}],
        }
        cited = tasks.citations(gold)
        label = lambda name: ("act", tasks.LABELS["act"].index(name))
        told = tasks.of_article("It cut the gas, wants more and said no.", cited, {}).told
        self.assertEqual((told[label("lever")], told[label("reason")]), (1, 0))
        self.assertNotIn(label("demand"), told)
        self.assertNotIn(label("refuse"), told)
        self.assertEqual(tasks.of_article("It rained.", cited, {}).told[label("refuse")], 0)

    def test_a_packed_matrix_comes_back(self):
        outputs, inputs = 20, 8
        rows = np.arange(outputs * inputs).reshape(outputs, inputs) % 100
        padded = np.zeros((32, inputs), np.int8)
        padded[:outputs] = rows
        lines = padded.reshape(2, 16, 2, 4).transpose(0, 2, 1, 3).tobytes()
        scales, bias = np.full(32, 0.5, "<f4").tobytes(), np.arange(32, dtype="<f4").tobytes()
        section = lambda content: len(content).to_bytes(4, "little") + content
        reader = unpack.Reader(section(scales) + section(bias) + section(lines))
        weights, found = reader.matrix(inputs, outputs)
        np.testing.assert_array_equal(weights, rows * 0.5)
        np.testing.assert_array_equal(found, np.arange(outputs))

    def test_the_mean_of_two_models(self):
        earlier, later = {"w": np.array([0.0, 2.0])}, {"w": np.array([4.0, 2.0])}
        np.testing.assert_allclose(average.mean(earlier, later, 0.25)["w"], [1.0, 2.0])
        with self.assertRaises(SystemExit):
            average.mean(earlier, {"v": np.array([1.0])}, 0.5)

    def test_a_sentence_is_weighed_by_its_words(self):
        outputs = torch.tensor([[[0.0, 2.0], [0.0, 4.0], [50.0, -9.0]]])
        mask = torch.tensor([[True, True, False]])
        self.assertAlmostEqual(model.sentence_scores(outputs, mask).item(), 3.0, places=5)


if __name__ == "__main__":
    unittest.main()
