from pathlib import Path

import pytest

from portal.core import checks


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ('<p style="color: red">', "an inline style attribute"),
        ("<style>p { color: red }</style>", "an inline style element"),
        ('<button onclick="go()">', "an inline event handler"),
        ("<script>go()</script>", "an inline script"),
    ],
)
def test_inline_code_is_found_with_its_line(html: str, what: str) -> None:
    assert list(checks.inline_code(f"<p>\n{html}")) == [(2, what)]


@pytest.mark.parametrize(
    "html",
    [
        '<script src="/x.js" defer></script>',
        '<script type="application/json">{}</script>',
        '<p class="style">on time = now</p>',
        '<link rel="stylesheet" href="x">',
    ],
)
def test_what_the_policy_allows_is_passed(html: str) -> None:
    assert list(checks.inline_code(html)) == []


def test_check_reads_pages_and_passes_documents_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = tmp_path / "portal" / "app" / "templates"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text('{% extends "core/base.html" %}<p style="x">')
    (templates / "document.html").write_text('<html><p style="x"></html>')
    monkeypatch.setattr(checks, "PORTAL", tmp_path / "portal")

    messages = checks.templates_obey_content_security_policy(None)

    assert [(m.id, "page.html, line 1" in m.msg) for m in messages] == [("core.W001", True)]


def test_unnamed_migration_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrations = tmp_path / "portal" / "app" / "migrations"
    migrations.mkdir(parents=True)
    (migrations / "0001_initial.py").touch()
    (migrations / "0002_auto_20261124_0900.py").touch()
    monkeypatch.setattr(checks, "PORTAL", tmp_path / "portal")

    [message] = checks.migrations_are_named(None)

    assert "0002_auto" in message.msg


def test_own_templates_and_migrations_obey() -> None:
    own = [
        message
        for message in checks.templates_obey_content_security_policy(None)
        if "portal/core/" in message.msg or "portal/people/" in message.msg
    ]

    assert own == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<form method="post" action="/x/">', True),
        ('<form class="a"\n      method="post"\n      action="/x/">', True),
        ('<form method="post" action="/x/" data-once>', False),
        ('<form data-once method="post">', False),
        ('<form method="get" action="/x/">', False),
    ],
)
def test_form_that_a_double_click_sends_twice_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, html: str, found: bool
) -> None:
    templates = tmp_path / "portal" / "app" / "templates"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text(html)
    monkeypatch.setattr(checks, "PORTAL", tmp_path / "portal")

    messages = checks.forms_are_sent_once(None)

    assert [m.id for m in messages] == ["core.W003"] * found
