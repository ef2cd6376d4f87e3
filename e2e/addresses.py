"""An address of each type of public page, and of the same page where something is special."""

DRAFT = "/treaties/un-cybercrime/a-ac-291-22/"
EXAMPLES = "/treaties/example-convention/first-draft/"

PAGES = {
    "home": "/",
    "list": "/recommendations/",
    "list, filtered": "/recommendations/?q=example&theme=human-rights-safeguards"
    "&organisation=fictional-example-organisation&after=2020",
    "list, nothing found": "/recommendations/?q=nowhere&theme=human-rights-safeguards",
    "list, faults": "/recommendations/?theme=unheard-of&utm_source=elsewhere",
    "list, table in groups": "/recommendations/?view=table&group=article&q=data",
    "facet": "/recommendations/facets/lineage/?action=amend",
    "suggestions": "/suggestions/?q=24",
    "recommendation": "/recommendations/cgvcqg/",
    "recommendation, Arabic": "/recommendations/exarab/",
    "treaties": "/treaties/",
    "treaty": "/treaties/un-cybercrime/",
    "draft": DRAFT,
    "article": f"{DRAFT}article-23/",
    "article, asked as a whole": f"{DRAFT}article-41/",
    "article, Arabic": f"{EXAMPLES}article-1/",
    "article, nothing asked": f"{EXAMPLES}article-2/",
    "compare": "/treaties/un-cybercrime/compare/a-ac-291-16/a-ac-291-22/",
    "drafts compared": "/treaties/un-cybercrime/compare/",
    "organisations": "/organisations/",
    "organisation": "/organisations/privacy-international/",
    "organisation, Arabic": "/organisations/fictional-example-organisation/",
    "submissions": "/submissions/?language=ar",
    "submission": "/submissions/privacy-international-eff-draft-text-2023/",
    "submission, Arabic": "/submissions/example-comments-in-arabic/",
    "themes": "/themes/",
    "theme": "/themes/human-rights-safeguards/",
    "about": "/about/",
    "data": "/data/",
    "error 404": "/nothing-here/",
    "error 410": "/recommendations/exgone/",
}
