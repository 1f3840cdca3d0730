class BackupError(Exception):
    """What went wrong, in words for the operator."""
