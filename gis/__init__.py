"""The geometry core: places, polygons and the rules between them; no database, no web."""
