from recommendations.admin import (  # noqa: F401  importing registers
    child_admins,
    organisation,
    recommendation,
    submission,
)
