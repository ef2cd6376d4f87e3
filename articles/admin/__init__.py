from django.contrib.admin import site

from articles.admin import article, draft, succession, treaty  # noqa: F401  importing registers
from articles.admin.deletion import delete_selected

# Ours in the place of Django's: it deletes what was seen, or nothing.
site.disable_action("delete_selected")
site.add_action(delete_selected)
