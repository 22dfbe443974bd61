"""The colours of the design system, read from the built stylesheet, against WCAG 2.2 AA."""

import re

import pytest

from portal.core.stylesheet import STYLESHEET

# Foreground, background, least ratio: 4.5 for text, 3 for edges that carry meaning, and 1.4 from
# step to step of a scale whose steps have such an edge.
PAIRS = [
    ("--govuk-text-colour", "--govuk-body-background-colour", 4.5),
    ("--govuk-secondary-text-colour", "--govuk-body-background-colour", 4.5),
    ("--govuk-secondary-text-colour", "--govuk-surface-background-colour", 4.5),
    ("--govuk-link-colour", "--govuk-body-background-colour", 4.5),
    ("--govuk-link-colour", "--govuk-surface-background-colour", 4.5),
    ("--govuk-link-visited-colour", "--govuk-body-background-colour", 4.5),
    ("--govuk-link-hover-colour", "--govuk-body-background-colour", 4.5),
    ("--govuk-error-colour", "--govuk-body-background-colour", 4.5),
    ("--govuk-error-colour", "--academy-wash-red", 4.5),
    ("--govuk-success-colour", "--academy-wash-green", 4.5),
    ("--govuk-brand-colour", "--academy-wash", 4.5),
    ("--govuk-inverse-text-colour", "--govuk-brand-colour", 4.5),
    ("--govuk-inverse-text-colour", "--govuk-success-colour", 4.5),
    ("--govuk-inverse-text-colour", "--govuk-error-colour", 4.5),
    ("--govuk-focus-text-colour", "--govuk-focus-colour", 4.5),
    ("--govuk-text-colour", "--academy-quiet", 4.5),
    ("--govuk-text-colour", "--academy-code", 4.5),
    ("--govuk-text-colour", "--academy-wash-amber", 4.5),
    ("--academy-edge-amber", "--academy-wash-amber", 4.5),
    ("--academy-button-text", "--academy-button", 4.5),
    ("--academy-button-text", "--academy-button-hover", 4.5),
    ("--academy-warning-text", "--academy-warning", 4.5),
    ("--govuk-input-border-colour", "--govuk-body-background-colour", 3.0),
    *((f"--academy-chart-{n}", "--govuk-body-background-colour", 3.0) for n in range(1, 6)),
    ("--academy-step-edge", "--govuk-body-background-colour", 3.0),
    ("--academy-step-edge", "--govuk-surface-background-colour", 3.0),
    *((f"--academy-step-{n + 1}", f"--academy-step-{n}", 1.4) for n in range(3)),
]


def _tokens(scheme: str) -> dict[str, str]:
    css = STYLESHEET.read_text(encoding="utf-8")
    dark = re.search(r"@media screen and \(prefers-color-scheme: ?dark\)\{:root\{(.*?)\}\}", css)
    assert dark
    light = "".join(re.findall(r":root\{([^}]*)\}", css[: dark.start()]))
    text = light if scheme == "light" else light + ";" + dark.group(1)
    return dict(re.findall(r"(--[a-z0-9-]+):\s*(#[0-9a-f]{3,6}|white|black)", text))


def _luminance(colour: str) -> float:
    names = {"white": "ffffff", "black": "000000"}
    digits = names.get(colour, colour.lstrip("#"))
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_pair_has_enough_contrast(scheme: str, front: str, back: str, least: float) -> None:
    tokens = _tokens(scheme)
    bright, dim = sorted((_luminance(tokens[front]), _luminance(tokens[back])), reverse=True)

    assert (bright + 0.05) / (dim + 0.05) >= least
