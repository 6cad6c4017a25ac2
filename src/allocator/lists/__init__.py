"""Lists that people carry: workbook, manifests, letters, calendars, badges."""
