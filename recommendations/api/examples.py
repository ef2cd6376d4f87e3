"""A recommendation as the documentation of the API shows it, made up of the sample data."""

RECOMMENDATION = {
    "key": "pds469",
    "url": "https://tracker.example/recommendations/pds469/",
    "number": "2.1",
    "title": "Require domestic safeguards that comply with international human rights law",
    "quote": "We recommend that Article 24(1) be amended to require that all States Parties …",
    "passages": [
        {
            "exact": "We recommend that Article 24(1) be amended to require that all States …",
            "prefix": "notification and access to effective remedies.",
            "suffix": "The text should, explicitly and at a minimum,",
            "page": 3,
            "check": "not_checked",
            "not_found_reason": None,
        }
    ],
    "action": "amend",
    "aim": "strengthen_safeguards",
    "cross_cutting": False,
    "rationale": "Domestic law should give effective protection to human rights as a minimum …",
    "language": "en",
    "example": False,
    "published_at": "2026-11-22T00:00:00Z",
    "updated_at": "2026-11-22T00:00:00Z",
    "submission": {
        "slug": "privacy-international-eff-draft-text-2023",
        "title": "Comments on the Draft Text of the UN Cybercrime Convention",
        "date": "2023-07",
        "signatories": 2,
        "organisations": [
            {
                "slug": "privacy-international",
                "name": "Privacy International",
                "role": "author",
                "name_as_signed": "Privacy International",
            }
        ],
    },
    "themes": [{"slug": "human-rights-safeguards", "name": "Human rights safeguards"}],
    "targets": [
        {
            "label": "Article 24(1)",
            "as_cited": "Article 24(1)",
            "article": "un-cybercrime/a-ac-291-22/article-24",
            "division": None,
            "provision": "art_24__para_1",
            "extent": "all",
            "relation": "at",
            "new_label": None,
            "proposal": {
                "language": "en",
                "base": "… safeguards provided for under its domestic law …",
                "proposed": "… safeguards defined by its domestic law …",
                "basis": "reconstructed",
                "official_text": None,
                "official_redline": None,
                "note": None,
                "redline": [
                    ["=", "… safeguards "],
                    ["-", "provided for under"],
                    ["+", "defined by"],
                    ["=", " its domestic law …"],
                ],
            },
        }
    ],
    "outcomes": [],
}
