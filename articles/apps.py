from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self):
        from django.utils import translation as django_translation
        from simple_history.signals import pre_create_historical_record

        from articles import interface_translation
        from articles.history.change_sets import date_record

        interface_translation.install(django_translation)
        pre_create_historical_record.connect(date_record, dispatch_uid="articles.history")
