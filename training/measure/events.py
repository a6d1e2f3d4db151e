"""Event types and countries: `demarche events` against the gold records of PLOVER.

    python events.py DEMARCHE RECORDS.json [--misses] [-- OPTIONS OF demarche events]

The first event of a sentence counts. A triple is its type, the country of an actor and that of a recipient. Labels of PLOVER 0.5b1
are taken as those of PLOVER 0.8.
"""

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

RELABELLED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


def gold_records(path):
    """The records of a sentence each, by id; the first of the file is about the file."""
    records = json.loads(Path(path).read_text(encoding="utf-8"))
    return {r["id"]: r for r in records if "markup" in r.get("textInfo", {})}


def rows_of(demarche, records, options):
    """The rows of each record's sentence."""
    with tempfile.TemporaryDirectory() as folder:
        articles, rows = Path(folder) / "articles.jsonl", Path(folder) / "rows.jsonl"
        plain = lambda text: text.replace("``", '"').replace("''", '"')
        lines = (
            json.dumps({"id": r["id"], "date": r.get("date", "2000-01-01"), "text": plain(r["text"])})
            for r in records.values()
        )
        articles.write_text("\n".join(lines) + "\n", encoding="utf-8")
        subprocess.run([demarche, "events", str(articles), "-o", str(rows), *options], check=True, capture_output=True)
        found = defaultdict(list)
        for line in rows.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found[row["source_id"]].append(row)
        return found


def countries(actors):
    """The country codes of a list of actors; one empty code where there is none."""
    listed = actors if isinstance(actors, list) else [actors] if actors else []
    return [((a.get("code") or "") if isinstance(a, dict) else "")[:3] for a in listed] or [""]


def triples(event, actors, recipients):
    return {(event, a, r) for a in countries(actors) for r in countries(recipients)}


def main():
    demarche, path, *options = sys.argv[1:]
    show = "--misses" in options
    options = [o for o in options if o not in ("--misses", "--")]
    records = gold_records(path)
    rows = rows_of(demarche, records, options)
    typed = right = said = wanted = 0
    for name, record in records.items():
        kind = RELABELLED.get(record["event"], record["event"])
        first = rows[name][:1]
        typed += any(row["event"] == kind for row in first)
        gold = triples(kind, record.get("source"), record.get("target"))
        found = {t for row in first for t in triples(row["event"], row["actors"], row["recipients"])}
        right, said, wanted = right + len(gold & found), said + len(found), wanted + len(gold)
        if show and not gold & found:
            print(sorted(gold), sorted(found), [r["rule"] for r in first], record["text"], sep="\n  ")
    count = len(records)
    print(f"{count} sentences: type right {100 * typed / count:.1f}%, without a row {sum(not rows[n] for n in records)}")
    print(f"triples: P {right / max(1, said):.3f} R {right / wanted:.3f} F1 {2 * right / (said + wanted):.3f}")


if __name__ == "__main__":
    main()
