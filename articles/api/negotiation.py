"""Which format an answer has: what `format` in the query says, else the header Accept."""

from operator import attrgetter
from typing import NamedTuple

from django.http.request import MediaType
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation

from articles.api.exceptions import InvalidParameters
from articles.filters import InvalidValue, shortened

FORMAT = "format"
ANY_MEDIA_TYPE = "*/*"


class MediaRange(NamedTuple):
    """A media range of an Accept header, with its weight from 0 to 1, and the whole of its text.

    Parameters such as charset narrow nothing here: no format of ours comes in two kinds.
    """

    main: str
    sub: str
    weight: float
    text: str

    @property
    def precedence(self):
        return self.main != "*", self.sub != "*", self.weight

    def covers(self, media_type):
        main, _slash, sub = media_type.partition("/")
        return self.main in ("*", main) and self.sub in ("*", sub)


NO_RANGE = MediaRange("", "", 0, "")


class WeightedContentNegotiation(DefaultContentNegotiation):
    """Chooses the format after RFC 9110, section 12.5.1: the library's own knows no weights.

    A `format` that an address does not have is an invalid value like any other.
    """

    def select_renderer(self, request, renderers, format_suffix=None):
        """Return a renderer, the first of those welcome alike, and the range that chose it."""
        asked = request.query_params.get(FORMAT)
        if asked is not None:
            renderers = self.filter_renderers(renderers, asked)
        # An empty header says as much as none.
        ranges = [media_range(text) for text in self.get_accept_list(request) or [ANY_MEDIA_TYPE]]
        weighed = [(most_specific_range(r.media_type, ranges), r) for r in renderers]
        # Of equal weight, what is asked for by name comes before what "*" lets pass.
        by, renderer = max(weighed, key=lambda pair: (pair[0].weight, pair[0].precedence))
        if not by.weight and asked is None:
            raise NotAcceptable(available_renderers=renderers)
        return renderer, by.text or renderer.media_type

    def filter_renderers(self, renderers, format):
        matching = [renderer for renderer in renderers if renderer.format == format]
        if not matching:
            formats = ", ".join(dict.fromkeys(renderer.format for renderer in renderers))
            reason = _("Formats at this address: %s.") % formats
            raise InvalidParameters([InvalidValue(FORMAT, shortened(format), reason)])
        return matching


def media_range(text):
    """Return one member of an Accept header as a MediaRange; what cannot be read covers nothing."""
    try:
        read = MediaType(text)
    except ValueError:  # such as a parameter in an encoding that does not exist
        return NO_RANGE
    return MediaRange(read.main_type, read.sub_type, read.quality, text)


def most_specific_range(media_type, ranges):
    """Return the most specific range that covers a media type; it alone decides the weight."""
    covering = [candidate for candidate in ranges if candidate.covers(media_type)]
    return max(covering, key=attrgetter("precedence"), default=NO_RANGE)
