"""What was read from an upload, kept for whoever uploaded it until they confirm it.

Reading goes on beside the request: one that takes long is asked for again by the page.
"""

import json
import re
import secrets
import zlib
from concurrent.futures import ThreadPoolExecutor, wait
from typing import NamedTuple

from django.core.cache import cache
from django.db import connections
from django.utils.translation import gettext as _

from articles.reading import formats, sandbox
from articles.reading.lines import Unreadable
from articles.reading.outline import Outline

KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")
KEPT_SECONDS = 3600
PATIENCE_SECONDS = 5  # that a request waits; most files take less
# Two at a time: reading is work for the processor, and editors' pages come first.
readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="reading")


class Upload(NamedTuple):
    """One upload: whose it is, for which draft, and what became of it so far."""

    user: int
    draft: int
    name: str
    outline: Outline | None = None
    error: str = ""

    @property
    def is_being_read(self):
        return self.outline is None and not self.error


def read(file, language, user, draft):
    """Begin to read an uploaded file and return the key under which the outcome will stand."""
    key = secrets.token_urlsafe(24)
    upload = Upload(user.pk, draft.pk, file.name[-100:])
    content = file.read(formats.LARGEST + 1)
    put(key, upload)
    work = readers.submit(_read, key, upload, content, language)
    wait([work], timeout=PATIENCE_SECONDS)
    return key


def _read(key, upload, content, language):
    try:
        put(key, upload._replace(outline=sandbox.read(content, upload.name, language)))
    except Unreadable as error:
        put(key, upload._replace(error=str(error)))
    except Exception:
        put(key, upload._replace(error=_("This file could not be read.")))
        raise
    finally:
        # The cache may be a table of the database; this thread has a connection of its own to it.
        connections.close_all()


def put(key, upload):
    """Keep what is known of an upload for an hour."""
    data = upload._asdict() | {"outline": upload.outline and upload.outline.as_data()}
    cache.set(f"reading:{key}", zlib.compress(json.dumps(data).encode()), KEPT_SECONDS)


def get(key, user, draft):
    """Return the upload of this key, if it is this user's for this draft; None otherwise."""
    packed = cache.get(f"reading:{key}") if KEY.fullmatch(key) else None
    if packed is None:
        return None
    data = json.loads(zlib.decompress(packed))
    outline = data.pop("outline")
    upload = Upload(**data, outline=Outline.from_data(outline) if outline else None)
    return upload if (upload.user, upload.draft) == (user.pk, draft.pk) else None


def forget(key):
    """Let go of an upload."""
    cache.delete(f"reading:{key}")
