"""Asking the search, and what its page says."""


def ask(client, question, **filters):
    return client.get("/search/", {"q": question, **filters})


def titles(response):
    return [result.entry.title for result in response.context["results"].object_list]


def html(response):
    return response.content.decode()
