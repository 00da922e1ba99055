"""The spatial layers of a town and their store: models, files in and out, plans, items and who they belong to."""
