"""Sheets to print: a notice sheet of A4 for each grid, and a booklet of all of them.

Read in this order: `frame` lays a map's paper over the metric plane, `ground` fetches what lies there, `drawing` makes
the shapes an SVG, `labels` finds places for the names, `near` the service points, `sheet` puts one grid's page together
as plain data, `booklet` the booklet's, and `typeset` hands the data to typst with the templates that lie here.

No text of the town ever becomes markup: templates read it from JSON, and the SVG holds nothing but numbers.
"""
