"""Who says, thinks or knows something: the quotes of `demarche read` against GUM's discourse signals.

    python attribution.py DEMARCHE GUM.conllu.gz [--misses]

A relation of GUM counts if it has a source and a cue; quotes with the same speaker and cue count once. It is found when a quote's speaker overlaps the head of the source and its cue
overlaps one of the cue's words. Of those found the content is compared, in bytes, with the discourse unit that is attributed and those of its sentence that hang on it.
"""

import gzip
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

UNIT = re.compile(r"[a-zA-Z_-]+:(\d+)")
PARENT = re.compile(r"[a-zA-Z_-]+:(\d+)->(\d+)")
RELATION = re.compile(r"attribution-(?:positive|negative):(\d+)->(\d+):\d+:([^;|]*)")


@dataclass
class Document:
    """A text with its words: (first byte, byte behind, place of the head or -1, MISC, where the sentence starts)."""

    text: str = ""
    words: list = field(default_factory=list)

    def add(self, form, space_after):
        start = len(self.text.encode())
        self.text += form
        end = len(self.text.encode())
        self.text += " " if space_after else ""
        return start, end


def documents(path):
    """The documents of a CoNLL-U file; the words of a contraction share its surface."""
    found, contraction, base = [], None, 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            number = columns[0]
            if line.startswith("# newdoc"):
                found.append(Document())
            elif line.startswith("# newpar") and found[-1].text:
                found[-1].text = found[-1].text.rstrip() + "\n\n"
            elif line.startswith("# sent_id"):
                base, contraction = len(found[-1].words), None
            elif re.fullmatch(r"\d+-\d+", number):
                last = int(number.partition("-")[2])
                contraction = (last, found[-1].add(columns[1], "SpaceAfter=No" not in columns[9]))
            elif number.isdigit():
                inside = contraction is not None and int(number) <= contraction[0]
                place = contraction[1] if inside else found[-1].add(columns[1], "SpaceAfter=No" not in columns[9])
                head = base + int(columns[6]) - 1 if columns[6] != "0" else -1
                found[-1].words.append((*place, head, columns[9], base))
    return found


def places(text):
    """`3,5-7` of words counted from 1 as places from 0."""
    for part in text.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first) - 1, int(last or first))


def relations(document):
    """(bytes of the head of the source, bytes of the cue's words, bytes of the content) of every attribution."""
    words = document.words
    starts, found, above = {}, [], {}
    for place, word in enumerate(words):
        discourse = re.search(r"Discourse=([^|]*)", word[3])
        for relation in discourse.group(1).split(";") if discourse else []:
            if unit := UNIT.match(relation):
                starts.setdefault(int(unit.group(1)), place)
            if parent := PARENT.match(relation):
                above.setdefault(int(parent.group(1)), int(parent.group(2)))
            found += RELATION.findall(relation)
    order = sorted(starts.items(), key=lambda item: item[1])
    ends = {unit: end for (unit, _), (_, end) in zip(order, [*order[1:], (None, len(words))])}
    for _, target, signals in found:
        listed = lambda kind: [p for part in re.findall(rf"{kind}-([\d,-]+)", signals) for p in places(part) if p < len(words)]
        source, cue = listed("sem-atsrc"), listed("lex-ind(?:wd|ph)")
        if source and cue:
            head = next((p for p in source if words[p][2] not in source), source[0])
            unit = int(target)
            content = (words[starts[unit]][0], words[stretch_end(unit, starts, ends, above, words) - 1][1]) if unit in starts else None
            yield words[head][:2], [words[p][:2] for p in cue], content


def stretch_end(unit, starts, ends, above, words):
    """Where what is attributed ends: with the last of the units of the same sentence that follow and hang on it."""
    inside, end = {unit}, ends[unit]
    for other in sorted(starts):
        follows = starts[other] == end and words[starts[other]][4] == words[starts[unit]][4]
        if other != unit and follows and above.get(other) in inside:
            inside.add(other)
            end = ends[other]
    return end


def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def quotes(demarche, document):
    """The quotes of a text as (speaker, cue, content) in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "text.txt"
        file.write_text(document.text, encoding="utf-8")
        read = subprocess.run([demarche, "read", str(file), "--json"], capture_output=True, check=True)
    for quote in json.loads(read.stdout)["quotes"]:
        spans = {argument["role"]: argument["span"] for argument in quote["arguments"]}
        if {"speaker", "cue", "content"} <= spans.keys():
            yield tuple(spans["speaker"]), tuple(spans["cue"]), tuple(spans["content"])


def main():
    demarche, path = sys.argv[1:3]
    show = "--misses" in sys.argv
    right = said = wanted = shared = said_bytes = wanted_bytes = 0
    for document in documents(path):
        bytes_of = document.text.encode()
        # GUM has one relation for the parts that one cue introduces.
        left = list({quote[:2]: quote for quote in reversed(list(quotes(demarche, document)))}.values())
        said += len(left)
        for head, cues, content in relations(document):
            wanted += 1
            covers = lambda q: overlap(q[0], head) and any(overlap(q[1], cue) for cue in cues)
            quote = next((q for q in left if covers(q)), None)
            if quote is None:
                if show:
                    around = bytes_of[max(0, head[0] - 60) : cues[-1][1] + 60].decode(errors="replace")
                    print("missed:", " ".join(around.split()))
                continue
            left.remove(quote)
            right += 1
            if content:
                shared += overlap(quote[2], content)
                said_bytes += quote[2][1] - quote[2][0]
                wanted_bytes += content[1] - content[0]
        for quote in left if show else []:
            print("extra:", *(bytes_of[slice(*span)].decode(errors="replace") for span in quote), sep=" | ")
    score = lambda right, said, wanted: f"P {right / max(1, said):.3f} R {right / max(1, wanted):.3f} F1 {2 * right / max(1, said + wanted):.3f}"
    print(f"sources: {score(right, said, wanted)} ({right} of {wanted})")
    print(f"content of those, overlap in bytes: {score(shared, said_bytes, wanted_bytes)}")


if __name__ == "__main__":
    main()
