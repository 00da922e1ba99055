"""The spatial layers of a town and their store: models, plans, items, files in and out, the sample town. No HTTP."""
