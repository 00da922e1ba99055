"""Laws are tried without a clock: a busy machine breaks none."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
