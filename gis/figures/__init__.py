"""The figures that `gis.metrics` puts together, each kind by itself."""
