"""House rules that Django can check by itself.

They warn and never keep the portal from starting; ``make check`` fails on warnings.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register

PORTAL = Path(__file__).resolve().parents[1]
_INLINE = (
    (re.compile(r"<[a-z][^>]*\sstyle=", re.IGNORECASE), "an inline style attribute"),
    (re.compile(r"<style[\s>]", re.IGNORECASE), "an inline style element"),
    (re.compile(r"<[a-z][^>]*\son[a-z]+=", re.IGNORECASE), "an inline event handler"),
    (
        re.compile(r"<script(?![^>]*(?:\ssrc=|application/(?:ld\+)?json))[^>]*>", re.IGNORECASE),
        "an inline script",
    ),
)
_POST_FORM = re.compile(
    r"<form\b(?=[^>]*\smethod=\"post\")(?![^>]*\sdata-once)[^>]*>", re.IGNORECASE
)
_UNNAMED_MIGRATION = re.compile(r"\d{4}_auto_\d")


@register("templates")
def templates_obey_content_security_policy(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Find what the browser would refuse to run or apply under our policy.

    Only pages in the portal's frame and their pieces: a document of its own, such as the feedback
    that the notebook fetches, is not shown under the policy.
    """
    return [
        Warning(
            f"{path.relative_to(PORTAL.parent)}, line {line}: {what}, which our policy blocks.",
            hint="Use a class of academy.css, or a data-… hook of academy.js.",
            id="core.W001",
        )
        for path in sorted(PORTAL.glob("*/templates/**/*.html"))
        for text in [path.read_text(encoding="utf-8")]
        if path.name == "base.html" or "<html" not in text
        for line, what in inline_code(text)
    ]


def inline_code(text: str) -> Iterator[tuple[int, str]]:
    """Yield line number and kind of everything in ``text`` that a strict policy blocks."""
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern, what in _INLINE:
            if pattern.search(line):
                yield number, what


@register("migrations")
def migrations_are_named(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Find migrations that say nothing about what they do."""
    return [
        Warning(
            f"{path.relative_to(PORTAL.parent)} has no name.",
            hint="Use `makemigrations --name what_it_does`.",
            id="core.W002",
        )
        for path in sorted(PORTAL.glob("*/migrations/*.py"))
        if _UNNAMED_MIGRATION.match(path.name)
    ]


@register("templates")
def forms_are_sent_once(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Find forms that a double click would send twice."""
    return [
        Warning(
            f"{path.relative_to(PORTAL.parent)}: a form that changes something has no data-once.",
            hint="Add the attribute data-once to the form.",
            id="core.W003",
        )
        for path in sorted(PORTAL.glob("*/templates/**/*.html"))
        if _POST_FORM.search(path.read_text(encoding="utf-8"))
    ]
