"""Checks the marked sentences: `python check.py`. Says which line is wrong and how; the exit code is the number of faults, 100 at most."""

import re
import sys
from pathlib import Path

MARK = re.compile(r"\[([SRE]|[a-z]+):([^\[\]]+)\]")

NEWS_MARKS = {"S", "R"} | set(
    "agree consult support concede cooperate aid retreat request accuse reject threaten protest sanction mobilize coerce assault".split()
)

# The modes of PLOVER 0.8; types that are not here have none.
MODES = {
    "consult": "visit third-party multilateral phone",
    "retreat": "withdraw release disarm ceasefire access resign",
    "request": "assist change yield meet",
    "accuse": "disapprove investigate allege",
    "reject": "assist change yield meet",
    "threaten": "restrict arrest relations expel territory violence",
    "protest": "demo riot strike hunger boycott obstruct vandalize",
    "sanction": "convict expel withdraw discontinue",
    "mobilize": "troops weapons police militia",
    "coerce": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "assault": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone"
    " heavy-weapons crowd-control unconventional",
}


def faults(path, seen):
    """The faults of one file, each with its place; `seen` has the sentences met so far and where."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place = f"{path.name}:{number}"
        is_news = path.stem.startswith("news-")
        mode, _, sentence = ("-", "", line) if is_news else line.partition("\t")
        for fault in news_faults(line) if is_news else faults_of(path.stem, mode, sentence):
            yield f"{place}: {fault}"
        plain = MARK.sub(r"\2", sentence)
        if seen.setdefault(plain, place) != place:
            yield f"{place}: the sentence of {seen[plain]} again"


def news_faults(sentence):
    """What is wrong with a line of a file of sentences with any number of events."""
    for mark in {mark for mark, _ in MARK.findall(sentence)} - NEWS_MARKS:
        yield f"no mark {mark}"
    yield from faults_of_form(sentence)


def faults_of_form(sentence):
    """Brackets and spaces that are no part of a sentence with marks."""
    left = MARK.sub("", sentence)
    if "[" in left or "]" in left:
        yield "a bracket that is no mark"
    if any(text != text.strip() for _, text in MARK.findall(sentence)) or sentence != " ".join(sentence.split()):
        yield "a space too many"


def faults_of(kind, mode, sentence):
    """What is wrong with one line of the file of a type."""
    marks = [mark for mark, _ in MARK.findall(sentence)]
    if not mode or not sentence:
        yield "no mode, tab and sentence"
        return
    if mode not in ("-", *MODES.get(kind, "").split()):
        yield f"{kind} has no mode {mode}"
    for mark in set(marks) - {"S", "R", "E"}:
        yield f"no mark {mark}"
    yield from faults_of_form(sentence)
    if kind == "none" and marks:
        yield "a mark in a sentence without an event"
    if kind != "none" and "E" not in marks:
        yield "no event marked"


def main():
    seen = {}
    found = [fault for path in sorted(Path(__file__).parent.glob("*.txt")) for fault in faults(path, seen)]
    print("\n".join(found) or "no faults")
    return min(len(found), 100)


if __name__ == "__main__":
    sys.exit(main())
