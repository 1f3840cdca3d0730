"""Every sentence that our code says to people is marked for translation, in pure packages too (decision 0043)."""

import ast
import re

import pytest
from unmarked_sentences import modules, sentences, unmarked_in

# Whole modules whose words are no sentences of ours to people; each with its reason.
FILES = {
    "/sample/": "sample content, loaded as rows",
    "/settings/": "said to an operator before a language is known",
    "/language/": "words that people write, heard and never said",
    "core/checks.py": "Django’s checks, for who writes code",
    "core/drawing/outline.py": "for who draws the brand",
    "exchange/exported_models.py": "reasons beside each table that is not exported, for who adds one",
    "exchange/readme.py": "a document, in English as the others",
    "exchange/flow.py": "goes into the text of a post, in the post’s language",
    "exchange/inline_text.py": "goes into the text of a post, in the post’s language",
    "feeds/curating/item_search.py": "SQL",
    "feeds/pipeline/date_words.py": "names of months that sources write",
    "feeds/pipeline/plan.py": "goes to the log alone",
    "feeds/pipeline/whose.py": "words that are heard in titles",
    "feeds/pipeline/withdrawn.py": "words that are heard in titles",
    "feeds/refreshing/sql.py": "SQL",
    "guardian/figures/row_names.py": "other names of rows, as people type them",
    "guardian/figures/typed.py": "words that people type into cells",
    "guardian/grid_names.py": "names of rows, as people paste them",
    "guardian/paper/": "names of styles, which Word knows",
    "guardian/workbook/measure_names.py": "names that Guardians’ own spreadsheets have",
    "guardian/workbook/names.py": "names that Guardians’ own spreadsheets have",
    "guardian/workbook/words.py": "words that Guardians’ own spreadsheets have",
    "home/make_roles.py": "names of rows, which a new site is given once",
    "home/roles.py": "names of rows, which a new site is given once",
    "home/site_pages.py": "names of rows, which a new site is given once",
    "infra/heic.py": "goes to the log alone",
    "infra/picture_parts.py": "goes to the log alone",
    "infra/postgresql/": "goes to the log alone",
    "infra/database_away_log.py": "goes to the log alone",
    "operations/upgrade.py": "for who writes a migration",
    "operations/worker_loop.py": "goes to the log alone",
    "privacy/data_map.py": "printed into docs/assurance.md",
    "privacy/deletions/": "printed into docs/assurance.md",
    "search/match.py": "SQL",
    "text/furniture.py": "words that other sites write around their texts",
    "web/page_cache/": "for browsers and for the log",
}
# What a browser, a search engine or a template is told.
HEADERS = re.compile(
    r"^(?:public|private|attachment|noindex|304 |openid|no id_token|it calls itself|period_start|const |"
    r"Accept-|<\?xml|@layer|application/|instead of|no answer in|\(no route\))"
)
# A kind, spelled so; a default or a name that an editor changes; what is looked for beside its own words.
TEXTS = {
    "not yet", "long ago", "closes soon", "given away", "last letter", "late mail", "grand total", "None of these",
    "rate limit", "backup codes", "pictures with stories", "drafts of what is loaded", "day and night",
    "Guardian of Safe Working Hours", "Guardian of Safe Working Hours: exception reports and safe hours",
    "Open Government Licence v3.0", "How are things today?", "Reading for how it is today.", "about once a week",
    "Check the current terms and conditions; this page describes version 13.", "new rules", "August changeover",
    "The web server in front of this site may note which network address opened which page, and when, as most web "
    "servers do. It notes nothing of what you write, and nothing of it is kept with your story.",
    "A resident doctor", "Prefer not to say", "A story that waits for its title", "Picture with a story",
    "Pictures with stories", "The shift ends when you let it.", "a former colleague", "JSON Feed", "Counts as yes",
    "Social image of", "assault or harassment", "domestic abuse", "what the session was about",
    "Now, knowing what you know: where were you before?", "Charts, numbers, statistics, data",
    "next date when calendar", "source feed journal news", "mails sent", "mails handed over", "links checked",
    "not asked: the database is away", "not ready", "the Trust’s account", "More fields than any form of ours has",
    "The clock cannot use the database", "Its header says another size",
}  # fmt: skip


def is_excepted(name: str, text: str) -> bool:
    return any(part in name for part in FILES) or text in TEXTS or bool(HEADERS.match(text))


@pytest.mark.parametrize("folder", ["blog", "feeds", "site"])
def test_every_sentence_for_people_is_marked(folder):
    found = [
        f"{name}:{line}: {text}"
        for name, path in modules(folder)
        for line, text in sentences(path)
        if not is_excepted(name, text)
    ]

    assert found == []


def test_no_exception_is_needed_no_more():
    said = [(name, text) for name, path in modules() for _, text in sentences(path)]

    assert {part for part in FILES if not any(part in name for name, _ in said)} == set()
    assert TEXTS - {text for _, text in said} == set()


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('def f():\n    return "Nothing was changed"', 1),
        ('def f():\n    return f"{x} pages were changed"', 1),
        ('def f():\n    return gettext("Nothing was changed")', 0),
        ('WORDS = {1: _("Nothing was changed")}', 0),
        ('def f():\n    """Nothing was changed."""', 0),
        ('logger.info("Nothing was changed")', 0),
        ('raise Http404("Nothing was changed")', 0),
        ('raise SourceError("Nothing was changed")', 1),
    ],
)
def test_an_unmarked_sentence_is_seen(code, count):
    assert len(list(unmarked_in(ast.parse(code)))) == count
