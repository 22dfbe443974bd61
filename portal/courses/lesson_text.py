"""From the Markdown of a lesson to the blocks of its page.

Text runs become rich text exactly as the editor would save it, so that opening and saving a lesson
in the CMS without a change leaves it as it was.
"""

import csv
import html as entities
import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from django.utils.html import strip_tags
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from portal.courses.blocks import CONTAINER_BLOCKS, chart_value, TEXT_FEATURES
from portal.courses.charts import ChartSpec
from portal.courses.errors import ContentError, ContentProblem

Block = dict[str, Any]
ChartReader = Callable[[str], ChartSpec]
LinkResolver = Callable[[str], str | None]
_CONTAINERS = ("chart", *CONTAINER_BLOCKS)
_KEY = re.compile(r' data-block-key="[^"]*"')
_LANGUAGES = {"python": "python", "py": "python", "sql": "sql"}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").use(front_matter_plugin)
    for name in _CONTAINERS:
        parser.use(container_plugin, name)
    return parser


def split(text: str) -> tuple[str, str]:
    """Return front matter and body of a lesson file; the front matter may be empty."""
    match = re.match(r"\A---\n(.*?)\n---\n(.*)\Z", text.replace("\r\n", "\n"), re.DOTALL)
    return (match[1], match[2]) if match else ("", text)


def to_blocks(
    body: str, *, shown: str, read_chart: ChartReader, resolve: LinkResolver
) -> list[Block]:
    """Return the blocks of a lesson.

    Args:
        body: CommonMark with tables and ``:::`` containers, without front matter.
        shown: how problems name the file.
        read_chart: reads a chart file named in the text.
        resolve: turns the address of a link to another file of the course into a page's address;
            None for an address that leads nowhere.

    Raises:
        ContentError: something in the text has no place in a lesson.
    """
    problems = [
        ContentProblem(shown, f"line {number}", f"the container {name!r} is not known; "
                       f"known are {', '.join(_CONTAINERS)}")
        for number, name in _unknown_containers(body)
    ]  # fmt: skip
    if problems:
        raise ContentError(problems)
    walker = _Walker(shown, read_chart, resolve)
    blocks = list(walker.walk(_parser().parse(body)))
    if walker.problems:
        raise ContentError(walker.problems)
    return blocks


def _unknown_containers(body: str) -> Iterator[tuple[int, str]]:
    fenced = False
    for number, line in enumerate(body.splitlines(), start=1):
        if line.startswith(("```", "~~~")):
            fenced = not fenced
        match = re.match(r":{3,}\s*([\w-]+)", line)
        if match and not fenced and match[1] not in _CONTAINERS:
            yield number, match[1]


class _Walker:
    """Goes through the tokens of one file, collecting blocks and problems."""

    def __init__(self, shown: str, read_chart: ChartReader, resolve: LinkResolver) -> None:
        self.shown = shown
        self.read_chart = read_chart
        self.resolve = resolve
        self.problems: list[ContentProblem] = []

    def complain(self, token: Token, reason: str) -> None:
        line = f"line {token.map[0] + 1} of the text" if token.map else ""
        self.problems.append(ContentProblem(self.shown, line, reason))

    def walk(self, tokens: Sequence[Token]) -> Iterator[Block]:
        run: list[Token] = []
        position = 0
        while position < len(tokens):
            token = tokens[position]
            end = _end_of(tokens, position)
            special = self.special(tokens[position : end + 1]) if token.level == 0 else None
            if special is None:
                run.extend(tokens[position : end + 1])
            else:
                yield from self.text(run)
                run = []
                yield from special
            position = end + 1
        yield from self.text(run)

    def special(self, tokens: Sequence[Token]) -> list[Block] | None:
        """Return the blocks of what is not running text; None for running text."""
        first = tokens[0]
        if first.type == "fence" or first.type == "code_block":
            language = _LANGUAGES.get(first.info.strip().split(" ")[0], "text")
            code = first.content.rstrip("\n")
            return [{"type": "code", "value": {"language": language, "code": code}}]
        if first.type == "table_open":
            return [{"type": "table", "value": {"caption": "", "data": _table(tokens)}}]
        if first.type.startswith("container_"):
            name = first.type.removeprefix("container_").removesuffix("_open")
            words = first.info.strip().removeprefix(name).strip()
            inside = [_lifted(token) for token in tokens[1:-1]]
            if name == "chart":
                return self.chart(first, words)
            content = list(self.walk(inside))
            return [{"type": name, "value": {"heading": words, "content": content}}]
        return None

    def chart(self, token: Token, name: str) -> list[Block]:
        try:
            return [{"type": "chart", "value": chart_value(self.read_chart(name))}]
        except ContentError as error:
            self.problems.extend(error.problems)
        except ValueError as error:
            self.complain(token, str(error))
        return []

    def text(self, tokens: list[Token]) -> Iterator[Block]:
        """Yield one text block for a run of tokens, unless it is empty."""
        if not tokens:
            return
        for token in tokens:
            self.check(token)
        html = _parser().renderer.render(_tight(tokens), _parser().options, {})
        kept = editor_form(html)
        if _letters(kept) != _letters(html):
            self.complain(
                tokens[0], "the editor would lose part of this text; write it more simply"
            )
        yield {"type": "text", "value": kept}

    def check(self, token: Token) -> None:
        if token.type == "heading_open" and token.tag == "h1":
            self.complain(token, "headings start with ##; # is the title of the page")
        elif token.type in ("fence", "code_block", "table_open"):
            self.complain(token, "code and tables cannot stand inside a list or a quotation")
        elif token.type.startswith("container_"):
            self.complain(token, "a container cannot stand inside a list or a quotation")
        for child in token.children or []:
            if child.type == "image":
                self.complain(token, "pictures are not used in lessons; make a chart or a table")
            elif child.type == "link_open":
                self.link(token, child)

    def link(self, token: Token, child: Token) -> None:
        address = str(child.attrs.get("href", ""))
        if re.match(r"(https?:|mailto:|/|#)", address):
            return
        found = self.resolve(address)
        if found is None:
            self.complain(token, f"the link to {address} leads nowhere")
        else:
            child.attrs["href"] = found


def _end_of(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for position in range(start, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1


def _lifted(token: Token) -> Token:
    return token.copy(level=token.level - 1)


def _tight(tokens: Sequence[Token]) -> list[Token]:
    """Show paragraphs in lists as plain lines: the editor's lists hold no paragraphs."""
    depth = 0
    result = []
    for token in tokens:
        depth += token.nesting if token.type.startswith("list_item") else 0
        is_paragraph = token.type in ("paragraph_open", "paragraph_close")
        result.append(token.copy(hidden=True) if depth and is_paragraph else token)
    return result


@cache
def _converter() -> ContentstateConverter:
    return ContentstateConverter(features=TEXT_FEATURES)


def editor_form(html: str) -> str:
    """Return HTML as the CMS's editor saves it, without the keys it adds at random."""
    converter = _converter()
    saved = converter.to_database_format(converter.from_database_format(html))
    return without_keys(saved)


def without_keys(html: str) -> str:
    """Return the editor's HTML without its random keys."""
    return _KEY.sub("", html)


def _letters(html: str) -> str:
    return re.sub(r"\s+", "", entities.unescape(strip_tags(html)))


def _table(tokens: Sequence[Token]) -> str:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token.content)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().strip()
