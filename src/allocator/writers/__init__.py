"""What a result looks like on disk."""
