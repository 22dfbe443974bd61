# %% [markdown]
# Blanks are dropped while melting, every hour is moved to the next day, and codes become numbers.

# %% grade_id="hour"
def first_hour(text):
    return int(text[: text.index(":")])

# %% grade_id="add_hour"
counts["start"] = counts["hour"].apply(first_hour)

# %% grade_id="long"
long = counts.melt(
    id_vars=["date", "start"], value_vars=counters, var_name="counter", value_name="passings"
).dropna()

# %% grade_id="day"
def real_day(date, start):
    return pd.to_datetime(date) + pd.Timedelta(days=1)

# %% grade_id="busiest"
def busiest_hour(table, counter):
    rows = table[table["counter"] == counter].dropna(subset=["passings"])
    if len(rows) == 0:
        return None
    return rows.groupby("start")["passings"].mean().idxmax()

# %% grade_id="number"
def to_number(text):
    if text.strip() in ("", "-", "n/a"):
        return None
    return float(text.strip().replace(",", ""))

# %% grade_id="codes"
def mend_codes(codes):
    return [int(code) for code in codes]
