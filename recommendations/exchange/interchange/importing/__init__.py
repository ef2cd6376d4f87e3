"""Reading a folder of the interchange format into the database: all of it or nothing."""

from recommendations.exchange.interchange.importing.folder import import_folder

__all__ = ["import_folder"]
