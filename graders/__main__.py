"""`python -m graders`: the grading program's only entry point."""

import sys

from graders.cli import main

if __name__ == "__main__":
    sys.exit(main())
