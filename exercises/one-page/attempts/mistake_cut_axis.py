# %% [markdown]
# The bars begin at 5 so that the differences show, the description gives no numbers, and brackets are missing in the formula.

# %% grade_id="shares"
by_phase = strikes.groupby("phase")["damaged"].mean() * 100

# %% grade_id="table"
chart_table = by_phase[n_phase >= 30].sort_values(ascending=False)

# %% grade_id="chart"
title = "Descent is by far the worst phase"
axis_label = "per cent of reports"
starts_at = 5
description = (
    "The chart compares five phases of flight and shows that the descent is much higher than all "
    "of the others, with the landing roll at the bottom."
)


# %% grade_id="axis"
def looks_times(a, b, start):
    return a - start / b - start


# %% grade_id="words"
sentences = [
    "In descent 18.3 per cent of the reports mention damage.",
    "In the landing roll it is 5.6 per cent of the reports.",
    "The source is the register of the FAA, 1990 to 2002.",
    "As with all data, a certain uncertainty remains in these figures.",
    "Descent causes the damage, so descents should be made slower.",
]
