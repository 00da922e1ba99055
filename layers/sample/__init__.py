"""The sample town: base layers as shipped, and what stands on them, made from one seed."""
