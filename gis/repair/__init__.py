"""What is behind `gis.cleaning`: lines that meet half-way, stray parts handed over, and the list of land that changes hands."""
