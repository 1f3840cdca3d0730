"""A Guardian's own workbook, from cells to figures: tables, axes, names, values. Pure: no file, no database.

`opening` makes a `Book` of a file; `read.read_book` makes figures, questions and faults of it.
"""
