from django.db import models


class Change(models.Model):
    """One row of the log of what changed, written by triggers of the database itself.

    All that one transaction changed bears one number, given under a row lock as it commits: whoever
    sees a number sees every lower one. On PostgreSQL it has none until then, which only its own
    transaction sees. The token tells whether a number is still the one that was read.
    """

    number = models.BigIntegerField(null=True, db_index=True)
    token = models.CharField(max_length=32, blank=True, default="")
    kind = models.CharField(max_length=20)
    row = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(number=None),
                name="recommendations_change_new",
            )
        ]

    def __str__(self):
        return f"{self.number}: {self.kind} {self.row}"


class ChangeNumber(models.Model):
    """The last number given; its one row is what transactions that commit queue for."""

    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="recommendations_changenumber_one_row"
            )
        ]

    def __str__(self):
        return str(self.number)
