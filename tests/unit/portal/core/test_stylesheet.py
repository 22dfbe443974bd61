import json
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.core import stylesheet
from portal.core.stylesheet import StylesheetError


@pytest.fixture
def copy(tmp_path: Path) -> tuple[Path, Path]:
    """Return copies of the sources and of the built files, to spoil."""
    frontend, static = tmp_path / "frontend", tmp_path / "static"
    (frontend / "scss").mkdir(parents=True)
    for source in (stylesheet.FRONTEND / "scss").glob("*.scss"):
        shutil.copyfile(source, frontend / "scss" / source.name)
    shutil.copyfile(stylesheet.FRONTEND / "package-lock.json", frontend / "package-lock.json")
    (static / "vendor").mkdir(parents=True)
    shutil.copyfile(stylesheet.STYLESHEET, static / "academy.css")
    script = (stylesheet.VENDOR / "plotly-basic.min.js").read_text(encoding="utf-8")[:400]
    (static / "vendor" / "plotly-basic.min.js").write_text(script, encoding="utf-8")
    return frontend, static


def test_committed_files_are_fresh() -> None:
    stylesheet.check()


def test_check_passes_for_an_untouched_copy(copy: tuple[Path, Path]) -> None:
    stylesheet.check(*copy)


@pytest.mark.parametrize("spoilt", ["scss/_tokens.scss", "package-lock.json"])
def test_check_finds_changed_sources(copy: tuple[Path, Path], spoilt: str) -> None:
    frontend, static = copy
    (frontend / spoilt).write_text((frontend / spoilt).read_text() + "\n", encoding="utf-8")

    with pytest.raises(StylesheetError, match="build_css"):
        stylesheet.check(frontend, static)


def test_check_finds_a_result_edited_by_hand(copy: tuple[Path, Path]) -> None:
    frontend, static = copy
    with (static / "academy.css").open("a", encoding="utf-8") as file:
        file.write("body{color:red}")

    with pytest.raises(StylesheetError, match="build_css"):
        stylesheet.check(frontend, static)


def test_check_finds_another_version_of_the_chart_library(copy: tuple[Path, Path]) -> None:
    frontend, static = copy
    (static / "vendor" / "plotly-basic.min.js").write_text("/* v0.0.1\n */", encoding="utf-8")

    with pytest.raises(StylesheetError, match="is not version"):
        stylesheet.check(frontend, static)


def test_build_without_packages_says_what_to_run(copy: tuple[Path, Path]) -> None:
    with pytest.raises(StylesheetError, match="npm ci"):
        stylesheet.build(*copy)


def test_command_reports_a_stale_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stylesheet, "sources_fingerprint", lambda frontend: "0" * 64)

    with pytest.raises(CommandError, match="was not made from the sources"):
        call_command("build_css", "--check")


def test_to_logical_turns_sides_into_start_and_end() -> None:
    physical = (
        ".a{margin-left:1px;padding-right:2px;text-align:left;float:right;left:0;"
        "border-left:1px solid;border-left-color:red}"
    )

    assert stylesheet.to_logical(physical) == (
        ".a{margin-inline-start:1px;padding-inline-end:2px;text-align:start;float:inline-end;"
        "inset-inline-start:0;border-inline-start:1px solid;border-inline-start-color:red}"
    )


def test_stylesheet_is_small_and_takes_nothing_from_elsewhere() -> None:
    import gzip

    css = stylesheet.STYLESHEET.read_bytes()

    assert len(gzip.compress(css, 9)) <= 15 * 1024
    assert b"url(" not in css and b"@font-face" not in css and b"@import" not in css
    assert b"GDS Transport" not in css


def test_lock_file_names_no_registry() -> None:
    lock = json.loads((stylesheet.FRONTEND / "package-lock.json").read_text(encoding="utf-8"))

    assert all("resolved" not in package for package in lock["packages"].values())
    assert all("integrity" in p for name, p in lock["packages"].items() if name)
