"""The staff group: a topic for each case, for offices that would rather answer where they already chat.

The same cases as in the console, by the same rules: the group shows what the casebook holds, and what
staff write there is a move like any other.
"""
