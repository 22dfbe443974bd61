# %% [markdown]
# The two files are measured apart, the key is put beside a plain hash, and only the last day is looked at.

# %% grade_id="join"
def smallest_after_join(left, right, key, columns):
    sizes = []
    for table in (left, right):
        mine = [name for name in columns if name in table.columns]
        if mine:
            sizes.append(table.groupby(mine).size().min())
    return min(sizes)

# %% grade_id="find"
def find_again(codes, candidates):
    return {plain_hash(text): text for text in candidates if plain_hash(text) in codes}

# %% grade_id="codes"
def pseudonym(value, key):
    return plain_hash(value) + key

# %% grade_id="uses"
def may_use(agreement, person, purpose, day):
    return day <= agreement["last_day"]

# %% grade_id="request"
request = """
Please send us your complete file as soon as possible, so that we can look at the earnings of women and men. We shall of course treat it as confidential and follow all the rules that apply. The file should hold
all columns, since we do not yet know which of them will be useful, and the names, so that it can be joined to ours without trouble. We shall keep it for as long as it is needed for our work. Several colleagues
would like to have a look at it as well, and a consultant will help us.
"""
