"""What the verbs of the command line do, put together from the rooms below."""
