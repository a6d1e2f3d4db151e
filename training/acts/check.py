"""Checks the marked sentences of this folder, or of another: `python check.py [../claims]`.

Says which line is wrong and how; the exit code is the number of faults, 100 at most.
"""

import re
import sys
from collections import Counter
from pathlib import Path

MARK = re.compile(r"\[([a-z]+):([^\[\]]+)\]")
ACTS = set(
    "lever reason positive negative neutral demand propose accept refuse condition"
    " mooted announced scheduled postponed cancelled suspended held resumed denied mover".split()
)
# Labels, and how many words a mark may have, by folder.
RULES = {
    "acts": (ACTS, 12),
    "claims": ({"claim", "cause", "effect"}, 60),
    "names": ({"person", "organization", "place", "group", "other"}, 12),
}


def faults(path, seen, rules):
    """The faults of one file, each with its place; `seen` has the sentences met so far and where."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place = f"{path.name}:{number}"
        for fault in faults_of(line, *rules):
            yield f"{place}: {fault}"
        plain = MARK.sub(r"\2", line)
        if seen.setdefault(plain, place) != place:
            yield f"{place}: the sentence of {seen[plain]} again"


def faults_of(line, labels, longest):
    """What is wrong with one line."""
    marked = MARK.findall(line)
    left = MARK.sub("", line)
    if not line.strip():
        yield "no sentence"
    if "[" in left or "]" in left:
        yield "a bracket that is no mark"
    if any(text != text.strip() for _, text in marked) or line != " ".join(line.split()):
        yield "a space too many"
    if any(len(text.split()) > longest for _, text in marked):
        yield f"a mark of more than {longest} words"
    for label, _ in marked:
        if label not in labels:
            yield f"no label {label}"


def main():
    seen, counts = {}, Counter()
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else __file__ + "/..").resolve()
    paths = sorted(folder.glob("*.txt"))
    found = [fault for path in paths for fault in faults(path, seen, RULES[folder.name])]
    for path in paths:
        counts.update(label for label, _ in MARK.findall(path.read_text(encoding="utf-8")))
    print("\n".join(found))
    print(len(seen), "sentences;", ", ".join(f"{label} {count}" for label, count in sorted(counts.items())))
    sys.exit(min(len(found), 100))


if __name__ == "__main__":
    main()
