"""Makes a whole page in the academy's look, with nothing loaded from anywhere."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

CSS_FILE = Path(__file__).resolve().parent / "academy.css"
PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>$title | Civic Data Academy</title>
<link rel="icon" href="data:,">
<style>$css</style>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header><p><a href="$home">Civic Data Academy</a></p></header>
<main id="main" tabindex="-1">
<h1>$title</h1>
$body
</main>
</body>
</html>
""")


def page(title: str, body: str, *, home: str = "/") -> str:
    """Return the page; ``body`` is HTML, made of ``paragraph`` and ``link_button``."""
    css = CSS_FILE.read_text(encoding="utf-8")
    return PAGE.substitute(title=escape(title), body=body, home=escape(home), css=css)


def paragraph(words: str) -> str:
    """Return words as a paragraph; nothing for no words."""
    return f"<p>{escape(words)}</p>\n" if words else ""


def link_button(words: str, address: str, *, second: bool = False) -> str:
    """Return a link that looks like a button."""
    kind = "button second" if second else "button"
    return f'<a class="{kind}" href="{escape(address)}">{escape(words)}</a>\n'
