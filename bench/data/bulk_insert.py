"""Rows on the shortest way into the database: COPY on PostgreSQL, many at once on SQLite."""

from django.core.management.color import no_style
from django.db import connection, transaction


class TableRows:
    """A table that collects rows until it is flushed.

    A row is a tuple of the values of the named fields; all other fields have their defaults.
    """

    def __init__(self, model, *names):
        self.model, self.rows = model, []
        others = [
            field
            for field in model._meta.concrete_fields
            if field.name not in names and not field.primary_key
        ]
        self.defaults = tuple(
            field.get_db_prep_save(field.get_default(), connection) for field in others
        )
        fields = [*(model._meta.get_field(name) for name in names), *others]
        quote = connection.ops.quote_name
        self.name = quote(model._meta.db_table)
        self.columns = ", ".join(quote(field.column) for field in fields)
        self.places = ", ".join(["%s"] * len(fields))

    def add(self, *values):
        self.rows.append(values + self.defaults)

    def flush(self):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self.name} ({self.columns}) FROM STDIN") as copy:
                    for row in self.rows:
                        copy.write_row(row)
            else:
                into = f"INSERT INTO {self.name} ({self.columns}) VALUES ({self.places})"
                cursor.executemany(into, self.rows)
        self.rows.clear()


def flush(tables):
    """Write what the tables collected, in their order, as one transaction."""
    with transaction.atomic():
        for table in tables:
            table.flush()


def finish_loading(models):
    """Let later rows be numbered after those written with a number; tell the database its sizes."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def database_value(model, name, value):
    """Return a value as this database stores it in a field."""
    return model._meta.get_field(name).get_db_prep_save(value, connection)
