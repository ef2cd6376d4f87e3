"""An entry as CSL-JSON, which Zotero, pandoc and citeproc processors read."""

import json

from django.conf import settings


def csl_json(entry):
    """Return the entry as an item of the list that citation processors expect."""
    item = {
        "id": entry.key,
        "type": "chapter" if entry.is_part else "report",
        "title": entry.title,
        "container-title": entry.container,
        "chapter-number": entry.number,
        # Literal: an organisation has no family name.
        "author": [{"literal": name} for name in entry.authors],
        "page": ", ".join(map(str, entry.pages)),
        "event": entry.occasion,
        "issued": {"date-parts": [[int(part) for part in entry.date.split("-")]]}
        if entry.date
        else None,
        "language": entry.language,
        "abstract": entry.quote,
        "keyword": ", ".join(entry.keywords),
        "source": settings.SITE_NAME,
        "URL": entry.url,
    }
    known = {name: value for name, value in item.items() if value}
    return json.dumps(known, ensure_ascii=False, indent=2)
