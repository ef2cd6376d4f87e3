from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self):
        from simple_history.signals import pre_create_historical_record

        from articles.history.change_sets import date_record

        pre_create_historical_record.connect(date_record, dispatch_uid="articles.history")
