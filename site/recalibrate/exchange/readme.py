"""What an export says to its reader, with or without Recalibrate."""

README = """# An export of a Recalibrate site

Everything here is plain text and the media themselves.

- `data/KIND.jsonl`: one kind of thing a file, one thing a line, each a JSON object
  (https://jsonlines.org), UTF-8. The keys are the columns of the site's tables. A key that ends in
  `_id` is the `id` (of pages, `page_ptr_id`) of something in another file; people are given by name,
  kinds by `app.model`. Dates are ISO 8601.
- A page has a line in `data/wagtailcore.page.jsonl` (title, slug, dates, its place in the tree as
  `path`) and one with the same number in the file of its own kind, such as `data/blog.postpage.jsonl`.
  `body` is a list of blocks; rich text is HTML whose links name pages and pictures
  by number.
- `data/wagtailcore.revision.jsonl`: every version of every page, the drafts that nobody has read yet
  included.
- `data/wagtailcore.pagelogentry.jsonl` and `data/wagtailcore.modellogentry.jsonl`: the history, which
  colleague changed what and when, for as long as this site kept it.
- `data/blog.secondapproval.jsonl`: who agreed to a post at level 3, when, and to which words (a checksum
  of them). Without it such a post comes back as a draft.
- `data/guardian.*.jsonl`: the Guardian's figures **as they were entered**, small numbers and all. Treat
  this file as you treat those.
- `data/feeds.*.jsonl`: sources, what came in, and what editors decided.
- `media/`: pictures and documents, under the names that the rows give.
- `manifest.json`: for each file its size, its SHA-256 and how many lines; the version, and the state of
  the tables.

`python manage.py import_site FILE` makes the same site of it, in an empty site of the same version.

## What is not here

Passwords, e-mail addresses of log-ins, what they may do and the history of both; page passwords; who
logged in when; what readers wrote to the editors, and how to reach them; subscribers, unless they were
asked for; and:

{left_out}
"""
