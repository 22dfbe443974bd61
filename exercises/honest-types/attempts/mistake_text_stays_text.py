# %% [markdown]
# Hours stay text, the day is only a text as well, the sum decides about the busiest hour, and odd amounts become zero.

# %% grade_id="hour"
def first_hour(text):
    return text.split(":")[0]

# %% grade_id="add_hour"
counts["start"] = counts["hour"].apply(first_hour)

# %% grade_id="long"
long = counts.melt(
    id_vars=["date", "start"], value_vars=counters, var_name="counter", value_name="passings"
)

# %% grade_id="day"
def real_day(date, start):
    return date

# %% grade_id="busiest"
def busiest_hour(table, counter):
    rows = table[table["counter"] == counter]
    if rows.empty:
        return None
    return rows.groupby("start")["passings"].sum().idxmax()

# %% grade_id="number"
def to_number(text):
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return 0

# %% grade_id="codes"
def mend_codes(codes):
    return [str(code).strip().zfill(5) for code in codes]
