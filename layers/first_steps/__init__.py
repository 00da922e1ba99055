"""The first steps of an own town: which files are wanted in which order, and the desk where they are tried and taken.

`steps` and `desk` are light: the server imports them. Whatever reads a file runs in `work`, in a process of its own
that `supervise` watches, so that a file that breaks a library breaks nothing else.
"""
