"""Writing the database as a folder of the interchange format."""

from recommendations.exchange.interchange.exporting.folder import export_folder

__all__ = ["export_folder"]
