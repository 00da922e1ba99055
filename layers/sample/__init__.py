"""The sample town: base layers as shipped, and what stands on them, made from one seed as plain rows.

All of it is made up but the names and codes of the communities. Nothing here knows the database, except `load`.
"""

from layers.sample.town import SampleTown, compose

__all__ = ["SampleTown", "compose"]
