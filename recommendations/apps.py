from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecommendationsConfig(AppConfig):
    name = "recommendations"

    def ready(self):
        from recommendations.index.process_index import index
        from recommendations.listing.address_cache import address_cache
        from recommendations.listing.comparison_cache import comparison_cache
        from recommendations.listing.draft_text_cache import draft_text_cache
        from recommendations.listing.facets import FACETS
        from recommendations.listing.facets.option_cache import option_cache
        from recommendations.views.page_cache import page_cache

        index.facets = FACETS
        caches = (option_cache, address_cache, comparison_cache, draft_text_cache, page_cache)
        index.listeners += [cache.forget for cache in caches]
        post_migrate.connect(keep_log_of_changes, sender=self)


def keep_log_of_changes(using, plan=None, **kwargs):
    """Install the triggers after `migrate`; after `flush`, which has no plan, they still stand."""
    from recommendations.index import triggers
    from recommendations.models import Change

    if plan is None:
        triggers.note_everything(using)
    elif Change._meta.db_table in _tables(using):
        triggers.install(using)


def _tables(using):
    from django.db import connections

    return connections[using].introspection.table_names()
