"""Finding recommendations by their words: analysis, query language, postings, excerpts. Pure."""
