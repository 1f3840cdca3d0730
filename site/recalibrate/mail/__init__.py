"""Every mail of the site: written to a table by the code that has something to say, handed over by a worker.

A request of a reader, an editor's click and the clock write rows and go on; only a worker ever waits for a
mail server. A row is there until the server has taken its mail.
"""
