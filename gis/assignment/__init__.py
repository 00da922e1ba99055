"""What is behind `gis.assign` and `gis.reassign`: the ways to edges and next cells, shares of land, and what a change concerns."""
