"""`python -m graders`: the grading program's only entry point."""

import sys

# jsonschema, which nbformat loads, would have this assemble the grammar of international web
# addresses: a second of work, at every start, for a check that no notebook needs.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None means "not there"

from graders.cli import main  # noqa: E402 - the line above must come first

if __name__ == "__main__":
    sys.exit(main())
