"""The sample submissions against the documents that they quote, where these are at hand."""

import json
import os
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("TREATYTRACKER_SHARED") or ROOT.parent / "shared") / "data"
SOURCES = {
    "derechos-digitales-apc-fifth-session": "000_cf4e828e697bce6f.txt",
    "privacy-international-eff-draft-text-2023": "003_47c2cb75bc9d346b.txt",
}
AMENDMENTS = "pi_eff_amendments.json"

needs_sources = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(),
    reason="the documents that the sample data quotes are not here",
)


def normalised(text):
    """Return a document without emphasis, footnote marks and white space.

    White space goes entirely, so that words broken at the end of a line compare equal.
    """
    text = text.replace("*", "")
    text = re.sub(r"\$\^\{\d+\}\$|[¹²³⁰⁴-⁹]", "", text)
    # Marks that lost their superscript: "order.”4", "services.10", and "violated. 8" at line's end.
    text = re.sub(r"([^\W\d_][.,;:”\")]{0,3})\d{1,2}(?=\s|$)", r"\1", text)
    text = re.sub(r"(?m)(?<=[a-z]\.) \d{1,2}\s*$", "", text)
    return re.sub(r"\s+", "", text)


def submission(slug):
    path = ROOT / "data" / "submissions" / f"{slug}.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def document(slug):
    return normalised((SHARED / "seeds" / SOURCES[slug]).read_text(encoding="utf-8"))


def squeezed(passage):
    """Return the passage between its words before and after, without white space."""
    parts = (passage.get("prefix", ""), passage["exact"], passage.get("suffix", ""))
    return "".join("".join(parts).split())


def proposals(slug):
    """Yield recommendation, eId and proposal of each redraft in a submission."""
    for recommendation in submission(slug)["recommendations"]:
        for target in recommendation.get("targets", []):
            for proposal in target.get("proposals", []):
                yield recommendation, target["provision"], proposal


def amended_eid(cited):
    """Return the eId that "23(2)(b)" means; article 26 is amended in its opening words."""
    number, *steps = re.findall(r"\w+", cited)
    if not steps:
        return f"art_{number}__intro"
    kinds = ("para" if step.isdigit() else "point" for step in steps)
    return "__".join([f"art_{number}", *(f"{k}_{s}" for k, s in zip(kinds, steps, strict=True))])


@needs_sources
@pytest.mark.parametrize("slug", SOURCES)
def test_passages_stand_in_the_document_exactly_once(slug):
    text = document(slug)

    times = {
        f"{recommendation['number']}: {passage['exact']}": text.count(squeezed(passage))
        for recommendation in submission(slug)["recommendations"]
        for passage in recommendation["passages"]
    }

    assert times
    assert {quote: count for quote, count in times.items() if count != 1} == {}


@needs_sources
@pytest.mark.parametrize("slug", SOURCES)
def test_places_are_cited_in_words_of_the_document(slug):
    text = document(slug)

    cited = {
        target["as_cited"]
        for recommendation in submission(slug)["recommendations"]
        for target in recommendation.get("targets", [])
        if "as_cited" in target
    }

    assert cited
    assert {words for words in cited if "".join(words.split()) not in text} == set()


@needs_sources
def test_redrafts_are_those_of_the_second_document():
    slug = "privacy-international-eff-draft-text-2023"
    source = json.loads((SHARED / "process" / AMENDMENTS).read_text(encoding="utf-8"))

    wanted = {
        amended_eid(each["target"]): (each["base"], each["proposed"])
        for each in source["amendments"]
    }
    found = {
        eid: (proposal["base"], proposal.get("proposed", ""))
        for _recommendation, eid, proposal in proposals(slug)
    }

    assert len(source["amendments"]) == len(wanted) == len(list(proposals(slug)))
    assert found == wanted


@needs_sources
def test_redrafts_keep_the_notes_on_doubtful_readings():
    slug = "privacy-international-eff-draft-text-2023"
    source = json.loads((SHARED / "process" / AMENDMENTS).read_text(encoding="utf-8"))
    notes = {eid: proposal.get("note") for _recommendation, eid, proposal in proposals(slug)}

    doubtful = {amended_eid(e["target"]): e["note"] for e in source["amendments"] if e["note"]}

    assert {eid: notes[eid] for eid in doubtful} == doubtful


def test_redrafts_are_marked_as_reconstructed_and_the_uncertain_one_waits():
    slug = "privacy-international-eff-draft-text-2023"

    found = list(proposals(slug))

    assert {proposal["basis"] for _recommendation, _eid, proposal in found} == {"reconstructed"}
    waiting = [eid for recommendation, eid, _p in found if recommendation["state"] != "published"]
    assert waiting == ["art_47__para_1__point_a"]
