# %% [markdown]
# Rows are put side by side without the key, and a day before the agreement counts as covered.

# %% grade_id="join"
def smallest_after_join(left, right, key, columns):
    joined = pd.concat([left, right.drop(columns=key)], axis=1)
    return joined.groupby(columns).size().min()

# %% grade_id="find"
def find_again(codes, candidates):
    found = {}
    for code in codes:
        for text in candidates:
            if plain_hash(text) == code:
                found[code] = text
    return found

# %% grade_id="codes"
def pseudonym(value, key):
    return plain_hash(key + value)[:12]

# %% grade_id="uses"
def may_use(agreement, person, purpose, day):
    return person in agreement["people"] and purpose in agreement["purposes"] and day < agreement["last_day"]

# %% grade_id="request"
request = """
Under section 12 we ask for sex, region, employer and exact earnings of all persons, in order to study equality in depth and from all sides. The file will be kept on the computers of our ministry, where those who need it
can reach it. We will take care that nothing is published from which a person could be recognised. The study is planned to end on 2026-12-31, and if it turns out to be useful we shall go on with it. We thank you for your
support and remain with kind regards.
"""
