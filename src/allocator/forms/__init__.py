"""Form exports as they were downloaded: found by content, read into wishes."""
