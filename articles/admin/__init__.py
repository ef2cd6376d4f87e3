from articles.admin import article, draft, succession, treaty  # noqa: F401  importing registers
