"""Loading: a file becomes rows of the database, with a report on each row that does not.

Everything happens in the caller's transaction: who wants only the report rolls it back.
"""
