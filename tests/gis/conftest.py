"""Laws are tried without a clock, for a busy machine breaks none, and on the same examples every time; the long tests draw new ones."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None, derandomize=True)
settings.load_profile("unhurried")
