"""In which order submissions come, for each way to sort the list. Pure."""

from datetime import date

NO_DAY = date.min.toordinal() - 1


def newest(document):
    """Latest first day first; without a date at the end."""
    return -(document.first_day.toordinal() if document.first_day else NO_DAY), document.slug


def oldest(document):
    """Earliest first day first; without a date at the end."""
    day = document.first_day or date.max
    return document.first_day is None, day, document.slug


def cosigned(document):
    """Most signatories first, of those the newest."""
    return -document.signatories, *newest(document)


KEYS = {"newest": newest, "oldest": oldest, "cosigned": cosigned}


class Orders:
    """The ids of all submissions in each order; sorted when first asked for."""

    def __init__(self, documents):
        self.documents = documents
        self.sorted = {}

    def by(self, name):
        """Return the ids in the order of this name; any other name means newest."""
        key = KEYS.get(name, newest)
        if key not in self.sorted:
            documents = sorted(self.documents.values(), key=key)
            self.sorted[key] = [document.id for document in documents]
        return self.sorted[key]

    def forget(self):
        """Sort anew when next asked: a submission came, went or changed."""
        self.sorted = {}
