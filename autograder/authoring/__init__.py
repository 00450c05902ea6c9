"""From an author's folder to what is built: load, draw, cut stubs, assemble notebooks."""
