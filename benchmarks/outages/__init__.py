"""What the site depends on is taken away, hangs or refuses; what readers and editors see is written down.

    python -m benchmarks.outages [--seconds 60] [NAME …]

A site as an operator runs it, with servers of its own in a temporary folder and on this machine only.
"""
