from recommendations.desk import (  # noqa: F401  importing registers
    organisation,
    parts,
    recommendation,
    submission,
)
