"""The Guardian's figures: what is counted, what may be shown, and sums that must agree. Pure.

`Figure` is what an editor entered; nothing outside the entry screens and the board view may print one.
`publish()` turns figures into `PublicFigures`, the only thing that pages, charts, downloads and feeds read.
"""
