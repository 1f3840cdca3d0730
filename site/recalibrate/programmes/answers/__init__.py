"""What a questionnaire asks, how a form is counted, and what of the counts anybody may see. Pure.

`disclosure.disclose` is the one door from counts to what is shown: pages, charts, files and the admin's own
screens import `Disclosed`, never `CountedAnswers`.
"""
