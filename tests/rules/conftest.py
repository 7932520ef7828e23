"""The generated cases of the rules: a hundred each, without a time limit on a busy machine."""

from hypothesis import settings

settings.register_profile("check", max_examples=100, stateful_step_count=20, deadline=None)
settings.load_profile("check")
