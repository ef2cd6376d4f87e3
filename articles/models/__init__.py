"""The text of a treaty as it changes: one file a noun."""

from articles.models.article import Article
from articles.models.division import Division
from articles.models.draft import Draft
from articles.models.former_slug import FormerSlug, Renamable
from articles.models.provision import Provision, ProvisionText
from articles.models.session import Session
from articles.models.sourced import Basis, Sourced
from articles.models.succession import Succession
from articles.models.treaty import Treaty

__all__ = [
    "Article",
    "Basis",
    "Division",
    "Draft",
    "FormerSlug",
    "Provision",
    "ProvisionText",
    "Renamable",
    "Session",
    "Sourced",
    "Succession",
    "Treaty",
]
