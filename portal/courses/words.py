"""Authors' words as HTML: a small, safe Markdown for fields, and helpers for whole pages."""

import html as entities
import re
from functools import cache

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt

WORDS_A_MINUTE = 180
_HEADING = re.compile(r"<h([23])(?P<attrs>[^>]*)>(?P<text>.*?)</h\1>", re.DOTALL)


@cache
def _parser() -> MarkdownIt:
    # Raw HTML is off: what an author types as a tag is shown as text.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def inline_html(text: str) -> SafeString:
    """Return one line of Markdown (emphasis, code, links) as HTML without a paragraph around."""
    return mark_safe(_parser().renderInline(text))  # noqa: S308  raw HTML is off in the parser


def block_html(text: str) -> SafeString:
    """Return Markdown paragraphs, lists, tables and code as HTML."""
    return mark_safe(_parser().render(text))  # noqa: S308  raw HTML is off in the parser


def reading_minutes(html: str) -> int:
    """Return how long the text takes to read, at least one minute."""
    return max(1, round(len(strip_tags(html).split()) / WORDS_A_MINUTE))


def with_anchors(html: str) -> tuple[SafeString, list[tuple[str, str, int]]]:
    """Give every second- and third-level heading an id.

    Ids come from the heading's words, so that an exercise can point to a part of a lesson, and stay
    the same while the words do. A repeated heading gets a number.

    Returns:
        the HTML, and (id, text, level) of each heading in order.
    """
    headings: list[tuple[str, str, int]] = []
    seen: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        if " id=" in match["attrs"]:
            return match[0]
        text = entities.unescape(strip_tags(match["text"])).strip()
        anchor = anchor_of(text)
        seen[anchor] = seen.get(anchor, 0) + 1
        if seen[anchor] > 1:
            anchor = f"{anchor}-{seen[anchor]}"
        level = int(match[1])
        headings.append((anchor, text, level))
        return f'<h{level}{match["attrs"]} id="{anchor}" tabindex="-1">{match["text"]}</h{level}>'

    return mark_safe(_HEADING.sub(number, html)), headings  # noqa: S308  only adds ids


def anchor_of(heading: str) -> str:
    """Return the id that a heading with these words gets."""
    return slugify(heading) or "part"
