"""The untrusted side and its keeper: fork server, worker, session."""
