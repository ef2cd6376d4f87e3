from recommendations.admin import (  # noqa: F401  importing registers
    organisation,
    part_admins,
    recommendation,
    submission,
)
