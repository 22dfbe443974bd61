"""Writes the reference page of the checks from their docstrings, so that it is never old."""

import inspect
import re

from graders import checks

_HEAD = """# Checks for test cells

`from academy_checks import check_number` in a test cell gives an exercise's author these checks.
Each says what is wrong in words that give no expected value away; the value itself is shown in
visible checks only. They run in a process of their own, which learner code never enters, so that a
learner who replaces functions of numpy, pandas, matplotlib, plotly or Python changes nothing there.

`python -m graders.checks.reference` prints this page.
"""


def page() -> str:
    """The page as Markdown."""
    parts = [_HEAD]
    for name in sorted(checks.__all__):
        thing = getattr(checks, name)
        words = inspect.cleandoc(thing.__doc__ or "")
        signature = "" if isinstance(thing, type) else str(inspect.signature(thing))
        signature = signature.replace("'", "").replace(" -> None", "")
        parts.append(f"## {name}\n\n```python\n{name}{signature}\n```\n\n{_as_markdown(words)}\n")
    return "\n".join(parts)


def _as_markdown(words: str) -> str:
    """A Google docstring with its sections as lists."""
    lines = []
    for line in words.split("\n"):
        item = re.fullmatch(r"    (\w+): (.*)", line)
        if re.fullmatch(r"(Args|Raises|Attributes|Returns):", line):
            lines += [f"**{line}**", ""]
        elif item:
            lines.append(f"- `{item[1]}`: {item[2]}")
        else:
            lines.append("  " + line.strip() if line.startswith("    ") else line)
    return "\n".join(lines).rstrip()


if __name__ == "__main__":
    print(page(), end="")
