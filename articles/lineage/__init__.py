"""What became of an article: its successions followed from draft to draft."""

from articles.lineage.following import Lineage, family, history_of

__all__ = ["Lineage", "family", "history_of"]
