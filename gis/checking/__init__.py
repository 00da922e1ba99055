"""What is behind `gis.validation`: land and faces, the survey of cells, and the defects and notes that come of it."""
