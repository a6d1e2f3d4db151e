"""Sentences that tell of a cause: `demarche parse` against the Causal News Corpus.

    python causal.py DEMARCHE SENTENCES.csv.gz

Only the last tenth of the file is measured: the encoder learns from the rest (training/encoder).
"""

import csv
import gzip
import io
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def held_back(path):
    """The rows of the last tenth."""
    with gzip.open(path, "rb") as file:
        rows = list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"))))
    return rows[-len(rows) // 10 :]


def detokenised(text):
    """The corpus has blanks around punctuation; a text has not."""
    text = re.sub(r" ([,.;:!?%)\]])", r"\1", text)
    text = re.sub(r"([(\[$£]) ", r"\1", text)
    text = re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m|')(?= |$|[,.;:])", r"\1", text)
    return re.sub(r'" (.*?) "', r'"\1"', text)


def main():
    demarche, path = sys.argv[1:]
    rows = held_back(path)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sentences.txt"
        file.write_text("\n\n".join(detokenised(row["text"]) for row in rows) + "\n", encoding="utf-8")
        parsed = subprocess.run([demarche, "parse", str(file), "--json"], capture_output=True, check=True)
    highest = {}
    for sentence in json.loads(parsed.stdout)["sentences"]:
        paragraph = sentence["paragraph"]
        highest[paragraph] = max(highest.get(paragraph, 0), sentence["causal"] or 0)
    said = [highest.get(place, 0) >= 0.5 for place in range(len(rows))]
    gold = [row["label"] == "1" for row in rows]
    right = sum(s and g for s, g in zip(said, gold))
    precision, recall = right / max(1, sum(said)), right / max(1, sum(gold))
    print(f"{len(rows)} sentences: P {precision:.3f} R {recall:.3f} F1 {2 * right / max(1, sum(said) + sum(gold)):.3f}")


if __name__ == "__main__":
    main()
