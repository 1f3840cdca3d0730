from recalibrate.core.citations import Citations


def test_a_number_in_brackets_leads_to_its_reference():
    html = Citations(2).linked("<p>One in five [1].</p>")

    assert 'href="#reference-1"' in html
    assert 'id="cited-1"' in html


def test_only_the_first_citation_of_a_reference_is_what_it_leads_back_to():
    citations = Citations(1)

    html = citations.linked("<p>[1] and [1]</p>") + citations.linked("<p>[1]</p>")

    assert html.count('href="#reference-1"') == 3
    assert html.count('id="cited-1"') == 1
    assert citations.cited == {1}


def test_numbers_without_a_reference_and_numbers_in_tags_stay_as_they_are():
    html = '<a href="/x?[1]" title="[1]">[9] [0] [three]</a>'

    assert Citations(1).linked(html) == html
