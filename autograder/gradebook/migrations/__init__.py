"""How a gradebook's database came to its schema, one step a file in `versions/`."""
