"""What a page is about, as linked data in the words of schema.org. Pure, on prefetched objects.

A recommendation is a Quotation: words of a document, by its authors, about places in a text. The
document is a DigitalDocument, published on its own date; when the tracker took it up is said of
the data ("sd", structured data) and of its page. A draft of a treaty is Legislation, and its
articles are parts of it.
In all of it `address` makes a full address of a path.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from recommendations.exchange.printable import printable
from recommendations.models import Organisation, Recommendation, Submission

CONTEXT = "https://schema.org"
KINDS = {
    Organisation.Kind.NGO: "NGO",
    Organisation.Kind.STATE: "GovernmentOrganization",
}


def linked_data(thing, address):
    """Return the linked data of a recommendation, submission or organisation."""
    describe = {
        Recommendation: recommendation_data,
        Submission: submission_data,
        Organisation: organisation_data,
    }[type(thing)]
    return document(describe(thing, address))


def document(values):
    """Return linked data as a document of its own: with its context, without what is not known."""
    return {"@context": CONTEXT, **_without_empty(values)}


def recommendation_data(recommendation, address):
    """Describe a recommendation of `for_list()`."""
    submission = recommendation.submission
    return {
        "@type": "Quotation",
        **_identity(recommendation, address),
        "identifier": recommendation.key,
        "name": recommendation.title,
        "abstract": recommendation.rationale,
        "text": recommendation.quote,
        "datePublished": submission.date,
        "inLanguage": recommendation.quote_language,
        "creator": [_body(author, address) for author in submission.authors],
        "isPartOf": _document(submission, address),
        "position": recommendation.number,
        "about": [_place(target, address) for target in recommendation.targets.all()],
        "keywords": [theme.name for theme in recommendation.themes.all()],
        **_record(recommendation, recommendation.public_since, address),
    }


def submission_data(submission, address):
    """Describe a submission of `for_list()`."""
    return {
        **_document(submission, address),
        "inLanguage": submission.language,
        "author": [_body(author, address) for author in submission.authors],
        "about": [_draft(draft, address) for draft in submission.drafts.all()],
        "sameAs": submission.source_url,
        **_record(submission, submission.published_at, address),
    }


def organisation_data(organisation, address):
    """Describe an organisation."""
    return {
        **_body(organisation, address),
        "alternateName": [name for name in (organisation.acronym, *organisation.names) if name],
        "mainEntityOfPage": address(organisation.get_absolute_url()),
        "url": organisation.website,
        "address": {"@type": "PostalAddress", "addressCountry": organisation.country}
        if organisation.country
        else None,
    }


def dataset_data(address):
    """Describe all that is public here as a data set, with the ways to take it away."""
    downloads = [
        ("text/csv", address(reverse("recommendations-csv"))),
        ("application/json", address(reverse("api-recommendations"))),
        ("application/atom+xml", address(reverse("recommendations-feed"))),
    ]
    return document(
        {
            "@type": "Dataset",
            "@id": address(reverse("data")),
            "url": address(reverse("data")),
            "name": _("Recommendations of civil society on draft treaties"),
            "description": _(
                "Who asked for what on which article of a treaty in negotiation, in which words, "
                "and what became of it."
            ),
            "license": f"{address(reverse('about'))}#licence",
            "isAccessibleForFree": True,
            "creator": {"@type": "Organization", "name": settings.OPERATOR},
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": url}
                for media_type, url in downloads
            ],
        }
    )


def _identity(thing, address):
    url = address(thing.get_absolute_url())
    return {"@id": url, "url": url}


def _body(organisation, address):
    return {
        "@type": KINDS.get(organisation.kind, "Organization"),
        "@id": address(organisation.get_absolute_url()),
        "name": organisation.name,
    }


def _document(submission, address):
    return {
        "@type": "DigitalDocument",
        **_identity(submission, address),
        "name": submission.title,
        "datePublished": submission.date,
    }


def _place(target, address):
    draft = _draft(target.draft, address)
    return {
        "@type": "Legislation",
        "name": target.label,
        "url": address(target.get_absolute_url()),
        "isPartOf": draft,
    }


def _draft(draft, address):
    return {
        "@type": "Legislation",
        **_identity(draft, address),
        "name": draft.title,
        "legislationIdentifier": draft.symbol,
    }


def _record(thing, since, address):
    """Return what the tracker did: since when it shows the thing, and when it changed the page."""
    return {
        "sdDatePublished": since.date().isoformat() if since else "",
        "sdPublisher": {"@type": "Organization", "name": settings.SITE_NAME},
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": address(thing.get_absolute_url()),
            "dateModified": thing.updated_at.isoformat(),
        },
    }


def _without_empty(value):
    """Return a value without empty members, at any depth, and its texts printable."""
    if isinstance(value, dict):
        members = {name: _without_empty(member) for name, member in value.items()}
        return {
            name: member for name, member in members.items() if member not in ("", None, [], {})
        }
    if isinstance(value, list):
        return [_without_empty(member) for member in value]
    return printable(value) if isinstance(value, str) else value
