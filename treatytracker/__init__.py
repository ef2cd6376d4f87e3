"""Civil-society recommendations, joined to the articles of draft treaties."""

# The one place that says it: the API's schema, pyproject.toml and the changelog follow.
__version__ = "0.1.0"
