from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test.client import RequestFactory
from django.utils.safestring import mark_safe


def _render(source: str, **context: object) -> str:
    return Template("{% load academy %}" + source).render(Context(context))


def test_progress_shows_its_words() -> None:
    html = _render(
        '{% include "components/progress.html" with done=3 total=5 words="3 of 5 modules" only %}'
    )

    assert '<p class="academy-progress__words">3 of 5 modules</p>' in html
    assert 'max="5"' in html and 'value="3"' in html


def test_table_names_columns_rows_and_itself() -> None:
    html = _render(
        '{% include "components/table.html" with caption="Births" columns=c rows=r'
        " numeric=True only %}",
        c=["Year", "Births"],
        r=[[1993, "<4>"]],
    )

    assert 'scope="col"' in html and 'scope="row"' in html
    assert "Births</caption>" in html and "&lt;4&gt;" in html
    assert 'tabindex="0"' in html


def test_button_form_is_a_post_with_a_token_that_is_sent_once() -> None:
    request = RequestFactory().get("/")
    html = Template(
        '{% include "components/button_form.html" with action="/x/" label="Go" name="n"'
        ' value="v" %}'
    ).render(Context({"csrf_token": "t0ken", "request": request}))

    assert 'method="post"' in html and "data-once" in html
    assert 'name="csrfmiddlewaretoken" value="t0ken"' in html
    assert 'name="n" value="v"' in html


def test_pagination_keeps_the_query() -> None:
    request = RequestFactory().get("/?q=a&page=2")
    request.user = AnonymousUser()
    page = Paginator(range(30), 10).page(2)

    html = Template('{% include "components/pagination.html" %}').render(
        RequestContext(request, {"page_obj": page})
    )

    assert "?q=a&amp;page=1" in html and "?q=a&amp;page=3" in html and "Page 2 of 3" in html


def test_pagination_of_one_page_is_nothing() -> None:
    page = Paginator(range(3), 10).page(1)

    html = Template('{% include "components/pagination.html" %}').render(
        Context({"page_obj": page})
    )

    assert "<nav" not in html


def test_chart_has_picture_figures_and_a_button_only_for_javascript() -> None:
    html = _render(
        '{% include "components/chart.html" with title="Births" svg=svg alt="Rising"'
        ' figure=figure columns=c rows=r source="NCHS" only %}',
        svg=mark_safe("<svg></svg>"),
        figure={"data": [{"name": "</script><b>"}], "layout": {}},
        c=["Year", "Births"],
        r=[[1993, 4]],
    )

    assert 'aria-label="Rising"' in html and "<svg></svg>" in html
    assert "\\u003C/script\\u003E" in html and "</script><b>" not in html
    assert "data-chart-load" in html and "Show the data" in html and "Source: NCHS" in html


def test_chart_without_figure_loads_no_library() -> None:
    html = _render(
        '{% include "components/chart.html" with title="T" alt="A" columns=c rows=r only %}',
        c=["Year"],
        r=[[1]],
    )

    assert "data-chart-load" not in html and "<script" not in html


def test_notification_of_an_error_is_announced() -> None:
    html = _render('{% include "components/notification.html" with kind="error" text="No." only %}')

    assert 'role="alert"' in html and "Problem" in html


def test_small_components_escape_their_words() -> None:
    for source in (
        '{% include "components/tag.html" with text=x colour="grey" only %}',
        '{% include "components/empty_state.html" with text=x only %}',
        '{% include "components/details.html" with summary=x text=x only %}',
        '{% include "components/summary_list.html" with rows=rows only %}',
    ):
        html = _render(source, x="<i>", rows=[("<i>", "<i>")])
        assert "&lt;i&gt;" in html and "<i>" not in html
