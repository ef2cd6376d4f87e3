"""The triggers that write the log of changes, so that no writer can forget to.

Whatever changes a row that the index is made of (a page of the desk, an import, `update()`,
`bulk_create`, a statement typed into the database), the log says which recommendations or rows are
to be read anew. Installed after every `migrate`, as SQLite drops the triggers of a table that it
remakes.
"""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from articles.models import (
    Article,
    Division,
    Draft,
    FormerSlug,
    Provision,
    ProvisionText,
    Session,
    Succession,
    Treaty,
)
from recommendations.models import (
    Change,
    ChangeNumber,
    FoldedText,
    Organisation,
    Outcome,
    Passage,
    Proposal,
    Recommendation,
    Signature,
    Submission,
    Target,
    Theme,
)

KEPT = 20_000  # numbers that the log goes back; who is further behind reads everything anew
LOG = Change._meta.db_table
COUNT = ChangeNumber._meta.db_table
TARGET = Target._meta.db_table
SUBMISSION = Submission._meta.db_table
ARTICLE = Article._meta.db_table
PROVISION = Provision._meta.db_table
THEMED = Recommendation.themes.through._meta.db_table
# Where the count was lost, as `flush` may lose it before the log, it goes on from the log.
NEXT_NUMBER = (
    f"INSERT INTO {COUNT} (id, number) SELECT 1, coalesce(max(number), 0) + 1 FROM {LOG} WHERE true"
    f" ON CONFLICT (id) DO UPDATE SET number = {COUNT}.number + 1"
)
EVERYTHING = "everything"  # the kind of a change after which nothing that was read holds


class Watch(NamedTuple):
    """A table, the kind of change that it makes, and a select of the rows that are touched by it.

    `columns` narrow updates to those of these columns; `name` tells two watches of a table apart.
    """

    model: type[Model]
    kind: str
    select: str = "SELECT {row}.id AS id"
    columns: tuple = ()
    name: str = ""

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def trigger(self) -> str:
        return f"note_{self.table}{self.name}"


OF_RECOMMENDATION = "SELECT {row}.recommendation_id AS id"
OF_SUBMISSION = "SELECT {row}.submission_id AS id"
WATCHED = [
    Watch(Recommendation, "recommendation"),
    Watch(Recommendation.themes.through, "recommendation", OF_RECOMMENDATION),
    Watch(Passage, "recommendation", OF_RECOMMENDATION),
    Watch(Target, "recommendation", OF_RECOMMENDATION),
    Watch(Outcome, "recommendation", OF_RECOMMENDATION),
    Watch(
        Proposal,
        "recommendation",
        f"SELECT recommendation_id AS id FROM {TARGET} WHERE id = {{row}}.target_id",
    ),
    Watch(Submission, "submission"),
    Watch(Submission.drafts.through, "submission", OF_SUBMISSION),
    Watch(Signature, "submission", OF_SUBMISSION),
    Watch(FoldedText, "text_of_submission", OF_SUBMISSION),
    Watch(Organisation, "organisation"),
    Watch(Theme, "theme"),
    Watch(Succession, "succession"),
    Watch(Article, "article"),
    Watch(Draft, "draft"),
    Watch(Session, "session"),
    Watch(Treaty, "treaty"),
    Watch(
        Treaty,
        "submission",
        f"SELECT id FROM {SUBMISSION} WHERE treaty_id = {{row}}.id",
        ("example",),
        "_example",
    ),
    Watch(Draft.sessions.through, "draft", "SELECT {row}.draft_id AS id"),
    Watch(Division, "division"),
    Watch(FormerSlug, "former_slug"),
    # On PostgreSQL each article of a text that is read in is noted once, however many provisions
    # it has. SQLite cannot tell what this very transaction has noted, and notes each of them.
    Watch(Provision, "text", "SELECT {row}.article_id AS id"),
    Watch(
        ProvisionText,
        "text",
        f"SELECT article_id AS id FROM {PROVISION} WHERE id = {{row}}.provision_id",
    ),
    # What moves in the text moves what is asked of it.
    Watch(
        Article,
        "recommendation",
        f"SELECT recommendation_id AS id FROM {TARGET} WHERE article_id = {{row}}.id",
        ("draft_id", "position"),
        "_moved",
    ),
    Watch(
        Provision,
        "recommendation",
        f"SELECT recommendation_id AS id FROM {TARGET} WHERE provision_id = {{row}}.id",
        ("position",),
        "_moved",
    ),
    Watch(
        Draft,
        "recommendation",
        f"SELECT t.recommendation_id AS id FROM {TARGET} t JOIN {ARTICLE} a ON a.id = t.article_id"
        " WHERE a.draft_id = {row}.id",
        ("stage",),
        "_moved",
    ),
    Watch(
        Theme,
        "recommendation",
        f"SELECT recommendation_id AS id FROM {THEMED} WHERE theme_id = {{row}}.id",
        ("parent_id",),
        "_moved",
    ),
]


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Create all triggers anew and note that everything may have changed; PostgreSQL or SQLite."""
    connection = connections[using]
    dialect = DIALECTS[connection.vendor]
    with connection.cursor() as cursor:
        for statement in [*dialect.removing(), *dialect.numbering(), *dialect.watching()]:
            cursor.execute(statement)
    note_everything(using)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Watch nothing, for one who loads very much and calls `install` afterwards."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in DIALECTS[connection.vendor].removing():
            cursor.execute(statement)


def note_everything(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make every process read everything anew."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"INSERT INTO {LOG} (kind, row, token) VALUES (%s, 0, '')", [EVERYTHING])


class Dialect(Protocol):
    """The statements of one kind of database; each yields them in the order in which they run."""

    @staticmethod
    def removing() -> Iterator[str]: ...

    @staticmethod
    def numbering() -> Iterator[str]: ...

    @staticmethod
    def watching() -> Iterator[str]: ...


class SQLite:
    """One writer at a time: a number is given with each row, in the order of commits."""

    @staticmethod
    def removing() -> Iterator[str]:
        for watch in WATCHED:
            for event in ("INSERT", "UPDATE", "DELETE"):
                yield f"DROP TRIGGER IF EXISTS {watch.trigger}_{event.lower()}"

    @staticmethod
    def numbering() -> Iterator[str]:
        yield "DROP TRIGGER IF EXISTS number_changes"
        yield f"""CREATE TRIGGER number_changes AFTER INSERT ON {LOG} WHEN NEW.number IS NULL BEGIN
            {NEXT_NUMBER};
            UPDATE {LOG} SET number = (SELECT number FROM {COUNT}), token = hex(randomblob(16))
                WHERE id = NEW.id;
            DELETE FROM {LOG} WHERE number < (SELECT number FROM {COUNT}) - {KEPT};
        END"""

    @staticmethod
    def watching() -> Iterator[str]:
        for watch in WATCHED:
            for event, rows in (
                ("INSERT", ["NEW"]),
                ("UPDATE", ["OLD", "NEW"]),
                ("DELETE", ["OLD"]),
            ):
                if watch.columns and event != "UPDATE":
                    continue
                of = f" OF {', '.join(watch.columns)}" if watch.columns else ""
                notes = "".join(f"{noting(watch, row)};" for row in dict.fromkeys(rows))
                yield (
                    f"CREATE TRIGGER {watch.trigger}_{event.lower()} AFTER {event}{of} "
                    f"ON {watch.table} BEGIN {notes} END"
                )


class PostgreSQL:
    """Rows are noted at once and numbered by a deferred trigger, as the transaction commits.

    So the lock on the count is held for the length of a commit, not of a request or an import, and
    is the last lock that a transaction takes: writers cannot deadlock over it.
    """

    @staticmethod
    def removing() -> Iterator[str]:
        for watch in WATCHED:
            yield f"DROP TRIGGER IF EXISTS {watch.trigger} ON {watch.table}"
            yield f"DROP FUNCTION IF EXISTS {watch.trigger}()"

    @staticmethod
    def numbering() -> Iterator[str]:
        yield "SET CONSTRAINTS ALL IMMEDIATE"  # a trigger with work to do cannot be dropped
        yield f"DROP TRIGGER IF EXISTS number_changes ON {LOG}"
        yield f"""CREATE OR REPLACE FUNCTION number_changes() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE given bigint;
            BEGIN
                IF EXISTS (SELECT FROM {LOG} WHERE id = NEW.id AND number IS NULL) THEN
                    {NEXT_NUMBER} RETURNING number INTO given;
                    UPDATE {LOG} SET number = given,
                        token = replace(gen_random_uuid()::text, '-', '') WHERE number IS NULL;
                    DELETE FROM {LOG} WHERE number < given - {KEPT};
                END IF;
                RETURN NULL;
            END $$"""
        yield f"""CREATE CONSTRAINT TRIGGER number_changes AFTER INSERT ON {LOG}
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.number IS NULL)
            EXECUTE FUNCTION number_changes()"""

    @staticmethod
    def watching() -> Iterator[str]:
        for watch in WATCHED:
            yield f"""CREATE FUNCTION {watch.trigger}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP <> 'INSERT' THEN {noting(watch, "OLD", once=True)}; END IF;
                    IF TG_OP <> 'DELETE' THEN {noting(watch, "NEW", once=True)}; END IF;
                    RETURN NULL;
                END $$"""
            events = "INSERT OR UPDATE OR DELETE"
            if watch.columns:
                events = f"UPDATE OF {', '.join(watch.columns)}"
            yield (
                f"CREATE TRIGGER {watch.trigger} AFTER {events} ON {watch.table} "
                f"FOR EACH ROW EXECUTE FUNCTION {watch.trigger}()"
            )


DIALECTS: dict[str, type[Dialect]] = {"sqlite": SQLite, "postgresql": PostgreSQL}


def noting(watch: Watch, row: str, once: bool = False) -> str:
    """Return the statement that notes what a row touches; `once`: unless noted and unnumbered."""
    touched = watch.select.format(row=row)
    unless = (
        f" AND NOT EXISTS (SELECT FROM {LOG} l"
        f" WHERE l.number IS NULL AND l.kind = '{watch.kind}' AND l.row = touched.id)"
    )
    return (
        f"INSERT INTO {LOG} (kind, row, token) SELECT DISTINCT '{watch.kind}', touched.id, ''"
        f" FROM ({touched}) AS touched WHERE touched.id IS NOT NULL" + (unless if once else "")
    )
