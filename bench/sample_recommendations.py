"""Recommendations of the sample data, as an editor has them in mind before entering them."""

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data"
SLUG = "privacy-international-eff-draft-text-2023"


class SampleRecommendation:
    """One recommendation as the editor has it in mind: own words, and places in the document."""

    def __init__(self, row, themes):
        self.row = row
        self.title, self.rationale = row["title"], row.get("rationale", "")
        self.action, self.aim = row["action"], row.get("aim", "").replace("_", " ")
        self.passages = row["passages"]
        self.themes = {
            themes[slug]: typed_for(themes[slug], list(themes.values())) for slug in row["themes"]
        }
        self.targets = [
            (typed_place(target), *wording(target)) for target in row.get("targets", [])
        ]

    @property
    def expected(self):
        """What the database should hold once it is entered, in the shape that READ gives."""
        row = self.row
        return {
            **{name: row.get(name, "") for name in ("title", "rationale", "action", "aim")},
            "themes": sorted(row["themes"]),
            "passages": [[passage["exact"], passage["page"]] for passage in row["passages"]],
            "targets": [
                [
                    target.get("provision", ""),
                    [
                        [proposal.get("base", ""), proposal.get("proposed", ""), proposal["basis"]]
                        for proposal in target.get("proposals", [])
                    ],
                ]
                for target in row.get("targets", [])
            ],
        }


def typed_for(name, names):
    """Return the shortest beginning of a theme's name, of three letters or more, that finds it."""
    for length in range(3, len(name) + 1):
        typed = name[:length].lower()
        holding = [other for other in names if all(word in other.lower() for word in typed.split())]
        beginning = [other for other in holding if other.lower().startswith(typed.split()[0])]
        if holding[0] == beginning[0] == name:
            return typed
    return name


def typed_place(target):
    if "division" in target:
        return target["division"].rpartition("/")[2].replace("-", " ")
    article = target["article"].rpartition("-")[2]
    steps = target.get("provision", "").split("__")[1:]
    ends = {"intro": " chapeau", "wrapup": " closing words"}
    return article + "".join(ends.get(step) or f"({step.partition('_')[2]})" for step in steps)


def wording(target):
    proposal = next(iter(target.get("proposals", [])), {})
    return proposal.get("base", ""), proposal.get("proposed", "")


def sample_recommendations():
    """Return them, and the document's text as far as the passages tell it."""
    rows = yaml.load((SAMPLE / f"submissions/{SLUG}.yaml").read_text(), yaml.BaseLoader)
    rows = rows["recommendations"]
    themes = yaml.load((SAMPLE / "themes.yaml").read_text(), yaml.BaseLoader)
    tree = [theme for upper in themes for theme in [upper, *upper.get("children", [])]]
    names = {theme["slug"]: theme["name"] for theme in tree}
    first = [row for row in rows if row["number"].endswith(".1")]
    return [SampleRecommendation(row, names) for row in first], document(rows)


def document(rows):
    """Return the text of the document as far as the passages and the words around them tell it."""
    passages = {passage["exact"]: passage for row in rows for passage in row["passages"]}
    pages = {}
    for exact, passage in passages.items():
        words = [passage.get("prefix", ""), exact, passage.get("suffix", "")]
        # Words around one passage that are another one's would stand in the text twice.
        for place in (0, 2):
            if any(words[place] in other or other[:25] in words[place] for other in passages):
                words[place] = ""
        pages.setdefault(int(passage["page"]), []).append(" ".join(words))
    return "\f".join("\n\n…\n\n".join(pages.get(n, ["…"])) for n in range(1, max(pages) + 1))
