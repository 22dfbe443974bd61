from portal.courses import words


def test_with_anchors_names_headings_by_their_words() -> None:
    html, headings = words.with_anchors("<h2>Zero &amp; more</h2><h3>A <b>b</b></h3><h4>no</h4>")

    assert headings == [("zero-more", "Zero & more", 2), ("a-b", "A b", 3)]
    assert '<h2 id="zero-more" tabindex="-1">' in html
    assert "<h4>no</h4>" in html


def test_with_anchors_numbers_a_repeated_heading_and_leaves_named_ones() -> None:
    html, headings = words.with_anchors('<h2>A</h2><h2>A</h2><h2 id="x">B</h2>')

    assert [anchor for anchor, _text, _level in headings] == ["a", "a-2"]
    assert '<h2 id="x">B</h2>' in html


def test_a_heading_without_letters_still_gets_a_name() -> None:
    assert words.anchor_of("???") == "part"


def test_inline_html_shows_tags_as_text() -> None:
    assert words.inline_html("*a* <b>") == "<em>a</em> &lt;b&gt;"


def test_inline_html_refuses_addresses_that_run_code() -> None:
    assert "href" not in words.inline_html("[x](javascript:alert(1))")


def test_reading_minutes_is_at_least_one() -> None:
    assert words.reading_minutes("<p>few</p>") == 1
    assert words.reading_minutes("<p>" + "word " * 900 + "</p>") == 5
