"""Figures as drawings. Pure: from what may be shown to plain shapes, which one template writes as SVG.

    figures.PublicFigures → Chart(finding, statistic, drawing, table) → templates/charts/drawing.svg

Nothing here knows Django, a database or a figure that has not passed disclosure control.
"""
