import pytest
from factories import PostPageFactory


@pytest.mark.parametrize("query", ["?page=0", "?page=99", "?page=abc", "?page=-1", "?page=1e3", "?page=٣"])
def test_a_page_that_does_not_exist_is_a_404(client, home, query):
    PostPageFactory()

    assert client.get(f"/posts/{query}").status_code == 404


def test_the_index_lists_posts_newest_first_and_pages_them(client, home):
    posts = [PostPageFactory() for _ in range(13)]

    first, second = client.get("/posts/"), client.get("/posts/?page=2")

    assert posts[-1].title in first.content.decode()
    assert f">{posts[0].title}<" not in first.content.decode()
    assert posts[0].title in second.content.decode()
