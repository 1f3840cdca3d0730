class BackupError(Exception):
    """What went wrong, in words for whoever runs the site."""
