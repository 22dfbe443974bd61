# %% [markdown]
# Only a fall is counted, a share is left a fraction of the file, and more people are thought to cure what was left out.

# %% grade_id="draw"
def sample_share(values, n, seed):
    return 100 * np.random.default_rng(seed).choice(values, size=n).mean()

# %% grade_id="many"
def many_shares(values, n, times, seed):
    shares = []
    for turn in range(times):
        shares.append(sample_share(values, n, seed + turn))
    return shares

# %% grade_id="middle"
def middle_95(shares):
    return np.percentile(shares, 2.5), np.percentile(shares, 95)

# %% grade_id="apart"
def percent_apart(values, n, gap, times, seed):
    first = many_shares(values, n, times, seed)
    second = many_shares(values, n, times, seed + times)
    return 100 * np.mean([a - b >= gap for a, b in zip(first, second)])

# %% grade_id="reading"
supported = ["a", "b", "d", "e"]
