"""What is behind `gis.locate`: sides of edges, a raster over them, and an index that decides nearly every point without GEOS."""
