"""Checks the marked sentences: `python check.py`. Says which line is wrong and how; the exit code is the number of faults."""

import re
import sys
from pathlib import Path

MARK = re.compile(r"\[([SRE]):([^\[\]]+)\]")


def faults(path):
    """The faults of one file, each with its place."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mode, _, sentence = line.partition("\t")
        marks = [match.group(1) for match in MARK.finditer(sentence)]
        left = MARK.sub("", sentence)
        if not mode or not sentence:
            yield f"{path.name}:{number}: no mode, tab and sentence"
        elif "[" in left or "]" in left:
            yield f"{path.name}:{number}: a bracket that is no mark"
        elif path.stem == "none" and marks:
            yield f"{path.name}:{number}: a mark in a sentence without an event"
        elif path.stem != "none" and "E" not in marks:
            yield f"{path.name}:{number}: no event marked"


def main():
    found = [fault for path in sorted(Path(__file__).parent.glob("*.txt")) for fault in faults(path)]
    print("\n".join(found) or "no faults")
    return min(len(found), 100)


if __name__ == "__main__":
    sys.exit(main())
