"""Many articles to measure speed and memory with: sentences of the benchmark's development part, shuffled by a seed.

    python articles.py COUNT [WORDS] > articles.jsonl

Each line has `id`, `date` and `text`; the text has some 400 words unless told otherwise, in paragraphs of four sentences. What comes out
says nothing and is no news: it has the words, names and sentence lengths of some.
"""

import json
import random
import re
import sys
from pathlib import Path

ARTICLES = Path(__file__).resolve().parents[2] / "benchmark/news/development"


def sentences():
    texts = (path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt")))
    found = (part for text in texts for part in re.split(r"(?<=[.!?])\s+", text))
    return [s for s in found if 4 <= len(s.split()) <= 60]


def article(pool, words, rng):
    chosen, count = [], 0
    while count < words:
        sentence = rng.choice(pool)
        chosen.append(sentence)
        count += len(sentence.split())
    paragraphs = (" ".join(chosen[k : k + 4]) for k in range(0, len(chosen), 4))
    return "\n\n".join(paragraphs)


def main():
    count = int(sys.argv[1])
    words = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    pool, rng = sentences(), random.Random(17)
    for number in range(count):
        row = {"id": f"a{number}", "date": "2026-01-01", "text": article(pool, words, rng)}
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
