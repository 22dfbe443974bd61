from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError

from portal.core.templatetags import academy


class ExampleForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As on your badge.")
    level = forms.ChoiceField(choices=[("1", "One"), ("2", "Two")], widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    agree = forms.BooleanField(label="I agree")
    file = forms.FileField()
    words = forms.CharField(widget=forms.Textarea)
    unit = forms.ChoiceField(choices=[("kg", "kg")])


def _render(source: str, **context: object) -> str:
    return Template("{% load academy %}" + source).render(Context(context))


def test_sentence_date_writes_the_day_in_full() -> None:
    html = '<time datetime="2026-11-24">24 November 2026</time>'
    assert academy.sentence_date(date(2026, 11, 24)) == html
    assert academy.sentence_date(datetime(2026, 11, 24, 9, tzinfo=UTC)) == html
    assert academy.sentence_date(None) == ""


def test_sentence_time_names_the_zone_and_can_be_localised() -> None:
    html = academy.sentence_time(datetime(2026, 11, 24, 9, 5, tzinfo=UTC))

    assert "24 November 2026, 09:05 UTC" in html
    assert 'datetime="2026-11-24T09:05:00+00:00" data-local' in html
    assert academy.sentence_time(None) == ""


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, ""),
        (0, "0 minutes"),
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (95, "1 hour 35 minutes"),
        (121, "2 hours 1 minute"),
    ],
)
def test_duration_in_words(minutes: int | None, words: str) -> None:
    assert academy.duration(minutes) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), (7.0, "7"), (6.25, "6.25"), (Decimal("6.50"), "6.5"), (10, "10")],
)
def test_number_has_no_needless_decimals(value: float | None, words: str) -> None:
    assert academy.number(value) == words


@pytest.mark.parametrize(
    ("score", "total", "words"),
    [
        (7, 10, "7 of 10 points"),
        (0.5, 1, "0.5 of 1 point"),
        (0, 0, "0 of 0 points"),
        (None, 10, "not marked yet, of 10 points"),
    ],
)
def test_points_in_words(score: float | None, total: float, words: str) -> None:
    assert academy.points(score, total) == words


def test_breadcrumbs_escape_titles_and_need_pairs() -> None:
    html = _render('{% breadcrumbs title "/x/" %}', title="<b>")

    assert '<a class="govuk-breadcrumbs__link" href="/x/">&lt;b&gt;</a>' in html
    with pytest.raises(TemplateSyntaxError, match="pairs"):
        _render('{% breadcrumbs "a" %}')


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("name", ['class="govuk-input"', 'aria-describedby="id_name_hint"', 'for="id_name"']),
        ("level", ["<fieldset", "govuk-radios__item", 'class="govuk-radios__input"']),
        ("topics", ["<fieldset", "govuk-checkboxes__item"]),
        ("agree", ['class="govuk-checkboxes__input"', "govuk-checkboxes__label"]),
        ("file", ['class="govuk-file-upload"', 'type="file"']),
        ("words", ['class="govuk-textarea"']),
        ("unit", ['class="govuk-select"']),
    ],
)
def test_field_renders_each_kind_of_control(name: str, parts: list[str]) -> None:
    html = _render(
        '{% include "components/field.html" with field=field only %}', field=ExampleForm()[name]
    )

    for part in parts:
        assert part in html


def test_field_ties_its_error_to_the_control() -> None:
    form = ExampleForm({})

    html = _render(
        '{% include "components/field.html" with field=field only %}', field=form["name"]
    )
    summary = _render(
        '{% include "components/error_summary.html" with form=form only %}', form=form
    )

    assert 'aria-describedby="id_name_hint id_name_error"' in html
    assert "govuk-input--error" in html and "This field is required." in html
    assert 'href="#id_name"' in summary and "There is a problem" in summary


def test_error_summary_links_lead_to_something() -> None:
    import re

    form = ExampleForm({})
    summary = _render(
        '{% include "components/error_summary.html" with form=form only %}', form=form
    )
    fields = _render(
        "{% for field in form %}"
        '{% include "components/field.html" with field=field only %}{% endfor %}',
        form=form,
    )

    targets = re.findall(r'href="#([^"]*)"', summary)
    assert len(targets) == 7
    for target in targets:
        assert f'id="{target}"' in fields
