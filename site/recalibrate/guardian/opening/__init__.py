"""Files as people have them, opened: what kind a file is, and its cells. Nothing of it is run or fetched."""
