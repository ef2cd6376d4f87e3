"""What later drafts have in the places that recommendations are about."""

from collections.abc import Iterable, Sequence

from django.utils.translation import get_language

from articles.lineage.places_now import PlaceBefore, PlaceNow, places_now
from recommendations.listing.draft_text_cache import draft_text_cache
from recommendations.models import Target


def wordings_now(
    targets: Iterable[Target], draft: str = "", languages: Sequence[str] = ()
) -> dict[int, PlaceNow]:
    """Return the PlaceNow of each target in an article, by the target's id.

    `draft` is the slug of a later draft, else it is the last one of which something is known. The
    targets are of one treaty. Queries as for `places_now`.
    """
    followed = [target for target in targets if target.article_id]
    places = [
        PlaceBefore(
            target.article,
            target.provision.eid if target.provision_id else None,
            target.extent == Target.Extent.ALL,
        )
        for target in followed
    ]
    wanted = (*languages, get_language() or "")
    found = places_now(places, draft, wanted, draft_text_cache.current())
    return {target.pk: place for target, place in zip(followed, found, strict=True)}
