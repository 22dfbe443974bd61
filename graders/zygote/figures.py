"""A matplotlib backend that keeps figures and never draws: grading shows no pictures."""

from matplotlib import pyplot as plt
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase, _Backend
from matplotlib.backends.backend_agg import FigureCanvasAgg

FigureCanvas = FigureCanvasAgg
FigureManager = FigureManagerBase


def close_all() -> None:
    """Do what a notebook does when a cell ends: its figures are shown and closed."""
    if Gcf.figs:
        plt.close("all")


@_Backend.export
class _BackendAcademy(_Backend):
    """Names for matplotlib's loader; `show` closes figures as the inline backend does."""

    FigureCanvas = FigureCanvasAgg
    FigureManager = FigureManagerBase

    @staticmethod
    def show(*_args: object, **_kwargs: object) -> None:
        close_all()
