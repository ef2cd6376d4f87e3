"""Addresses made of slugs, and where they lead after something was renamed."""


def follow(models, slugs):
    """Return the row to which slugs lead, outermost first, under present or former names.

    `models` are the Renamable models of the path, each within the one before it. None when a slug
    was never borne there, or when there are not as many slugs as models.
    """
    if not models or len(models) != len(slugs):
        return None
    row = None
    for model, slug in zip(models, slugs, strict=True):
        row = model.bearing(slug, row.pk if row else 0)
        if row is None:
            return None
    return row
