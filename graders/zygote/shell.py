"""An IPython shell without a kernel: runs learner cells and throws their output away."""

import random
import sys
from typing import Any

import numpy as np
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from graders.zygote import figures
from graders.zygote.output import OUTPUT
from graders.zygote.trace import describe_error

FIXED_SEED = 20260101
_WARM_UP = (
    "import pandas, matplotlib.pyplot",
    "frame = pandas.DataFrame({'a': ['x', 'y'], 'b': [1.0, 2.0]})",
    "frame.groupby('a')['b'].mean().sort_values()",
    "frame.merge(frame, on='a').describe()",
    "frame.pivot_table(index='a', values='b')",
    "figure, axes = matplotlib.pyplot.subplots()\naxes.plot([1, 2])\nmatplotlib.pyplot.show()",
    "axes = frame.plot.bar(x='a', y='b')",
    "1 / 0",
    "%matplotlib inline",
)


class _Compiler(CachingCompiler):
    """Names each cell's code after the cell, so that tracebacks can be trimmed to it."""

    cell = "0"

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        return f"<cell {type(self).cell}>"


class _QuietPublisher(DisplayPublisher):
    """`display(…)` shows nothing; how much it would have shown is counted."""

    def publish(self, data: object, *_args: object, **_kwargs: object) -> None:
        OUTPUT.show(data)

    def clear_output(self, wait: bool = False) -> None:
        return None


class _QuietHook(DisplayHook):
    """A cell's last value is kept as `_` but never formatted."""

    def __call__(self, result: Any = None) -> None:
        if result is not None:
            self._keep(result)

    def _keep(self, result: Any) -> None:
        hook: Any = self
        hook.update_user_ns(result)


class _Shell(InteractiveShell):
    """Remembers the last error instead of printing it."""

    def _showtraceback(self, etype: object, evalue: object, stb: object) -> None:
        return None

    def showtraceback(self, *_args: object, **_kwargs: object) -> None:
        return None

    def showsyntaxerror(self, *_args: object, **_kwargs: object) -> None:
        return None

    def enable_gui(self, gui: object = None) -> None:
        return None

    def enable_matplotlib(self, gui: object = None) -> tuple[str, str]:
        return "inline", "inline"

    def ask_exit(self) -> None:
        return None


class Notebook:
    """The namespace and shell of one notebook."""

    def __init__(self) -> None:
        """Make the shell; there can be one in a process."""
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.color_info = False
        config.InteractiveShell.colors = "nocolor"
        config.InteractiveShell.xmode = "Minimal"
        config.InteractiveShell.autocall = 0
        self._shell: Any = _Shell.instance(
            config=config,
            display_pub_class=_QuietPublisher,
            displayhook_class=_QuietHook,
            compiler_class=_Compiler,
        )

    @property
    def names(self) -> dict[str, Any]:
        """The notebook's global variables."""
        found: dict[str, Any] = self._shell.user_ns
        return found

    def warm_up(self) -> None:
        """Run what most notebooks run, so that lazy imports happen before the fork."""
        for number, source in enumerate(_WARM_UP):
            self.run(source, -number)
        self._shell.reset(new_session=True)
        self._shell.execution_count = 1

    def run(self, source: str, cell: int) -> dict[str, Any] | None:
        """Run one cell; returns None when it went well, else the described error."""
        _Compiler.cell = str(cell)
        result = self._shell.run_cell(source, store_history=True)
        figures.close_all()
        error = result.error_before_exec or result.error_in_exec
        return None if error is None else describe_error(error)


def fix_chance() -> None:
    """Make random numbers the same in every run, whatever generator the notebook uses."""
    random.seed(FIXED_SEED)
    np.random.seed(FIXED_SEED)
    source = random.Random(FIXED_SEED)  # noqa: S311 - sameness is what is wanted
    generators: Any = sys.modules["numpy.random.bit_generator"]
    generators.randbits = source.getrandbits


def clear_warning_registries() -> None:
    """Forget which warnings were shown, so that a notebook sees them as in a fresh process."""
    for module in list(sys.modules.values()):
        registry = getattr(module, "__dict__", {}).get("__warningregistry__")
        if isinstance(registry, dict):
            registry.clear()
