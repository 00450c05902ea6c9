"""The steps, upwards only. Each is written by hand and never changed once released."""
