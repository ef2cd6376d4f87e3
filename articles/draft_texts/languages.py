"""The languages of a draft: in which ones texts stand, and in which its headings are."""

from collections import Counter

from articles.models import ProvisionText


def texts_held(draft):
    """Return how many texts of a draft stand in each language, in one query."""
    texts = ProvisionText.objects.filter(provision__draft=draft)
    return Counter(texts.order_by().values_list("language", flat=True))


def of_structure(draft, counts):
    """Return the language that gives a draft its structure; "" where no text stands.

    The draft says so; one that does not was entered before drafts did.
    """
    return (draft.language or leading(counts)) if counts else ""


def leading(counts, said=""):
    """Return which of the languages in `counts` leads: the one `said`, if it is among them.

    Else the one with the most texts, of several such English, else the first by its tag.
    """
    if said in counts:
        return said
    return min(counts, key=lambda one: (-counts[one], one != "en", one), default="")
