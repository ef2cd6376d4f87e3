"""What became of articles, as JSON of pairs: `python -m bench.lineage_answers_json NAME`."""

import argparse
import csv
import json
from pathlib import Path

ANSWERS = Path(__file__).with_name("lineage_answers")


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of the list of a name, which has no suffix."""
    with (ANSWERS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pairs(rows: list[dict[str, str]], unit: str = "article") -> dict[str, list[list[str]]]:
    """Return the pairs of numbers that are required, and those that are acceptable as well."""
    answers = {"required": [], "also_acceptable": []}
    for row in rows:
        if row["unit"] == unit and row["from"] and row["to"]:
            key = "required" if row["required"] == "yes" else "also_acceptable"
            answers[key].append([row["from"], row["to"]])
    return answers


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.lineage_answers_json", description=__doc__
    )
    parser.add_argument("name", choices=sorted(file.stem for file in ANSWERS.glob("*.csv")))
    parser.add_argument("--unit", choices=("article", "annex", "recital"), default="article")
    given = parser.parse_args()
    print(json.dumps(pairs(rows(given.name), given.unit)))


if __name__ == "__main__":
    main()
