"""The trusted side: compare, name the mistake, give the verdict."""
