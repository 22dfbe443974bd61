# %% [markdown]
# Reports with damage are counted and not related to all reports of the phase, so the busiest phase comes out on top.

# %% grade_id="shares"
by_phase = strikes.groupby("phase")["damaged"].sum()

# %% grade_id="table"
chart_table = by_phase.sort_values(ascending=False)

# %% grade_id="chart"
title = "Most damage happens on the approach"
axis_label = "reports with damage"
starts_at = 0
description = (
    "Bar chart of the phases of flight. The approach is highest with 409 reports of damage and "
    "parked is lowest with a single one."
)


# %% grade_id="axis"
def looks_times(a, b, start):
    return (a - start) / (b - start)


# %% grade_id="words"
sentences = [
    "Most damage happens on the approach.",
    "Approach is therefore the most dangerous phase.",
    "The data come from the FAA.",
    "Uncertainty remains.",
    "Something should be done.",
]
