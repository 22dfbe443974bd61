"""Reading one authored YAML file into a checked model, with every mistake named."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from portal.datasets.errors import ContentError, ContentProblem

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=80)]


class ContentPart(BaseModel):
    """Base of everything authored: a key nobody knows is a mistake, not a comment."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Part = TypeVar("Part", bound=ContentPart)


def read_yaml(path: Path, *, root: Path, model: type[Part]) -> Part:
    """Read ``path`` and return it as ``model``.

    Args:
        path: the YAML file.
        root: the content folder; problems name the file relative to it.
        model: what the file must say.

    Raises:
        ContentError: carries every mistake with file, key and reason.
    """
    shown = shown_name(path, root)
    return check(parse_yaml(read_text(path, root=root), shown=shown), shown=shown, model=model)


def shown_name(path: Path, root: Path) -> str:
    """Return how a problem names the file: its path inside the content folder."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else path.name


def read_text(path: Path, *, root: Path) -> str:
    """Return the text of an authored file.

    Raises:
        ContentError: the file is missing, unreadable or not UTF-8.
    """
    shown = shown_name(path, root)
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError([ContentProblem(shown, "", "the file is missing")]) from None
    except UnicodeDecodeError:
        raise ContentError([ContentProblem(shown, "", "the file is not UTF-8 text")]) from None
    except OSError as error:
        raise ContentError([ContentProblem(shown, "", f"cannot be read: {error}")]) from None


def parse_yaml(text: str, *, shown: str) -> Any:
    """Return what YAML text says.

    Raises:
        ContentError: the text is not YAML; the reason carries the line.
    """
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ContentError([ContentProblem(shown, "", f"is not valid YAML: {error}")]) from None


def check(data: Any, *, shown: str, model: type[Part]) -> Part:
    """Return ``data`` as ``model``.

    Raises:
        ContentError: carries every mistake with its key.
    """
    if not isinstance(data, dict):
        raise ContentError([ContentProblem(shown, "", "must hold keys and values")])
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ContentError(_explain(error, shown)) from None


def _explain(error: ValidationError, shown: str) -> Iterator[ContentProblem]:
    words = {"extra_forbidden": "this key is not known here", "missing": "this key is required"}
    for item in error.errors(include_url=False, include_context=False):
        key = ".".join(str(part) for part in item["loc"])
        reason = item["msg"].removeprefix("Value error, ")
        yield ContentProblem(shown, key, words.get(item["type"], reason))
