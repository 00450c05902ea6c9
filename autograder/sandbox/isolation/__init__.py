"""What stands between student code and the machine, in layers."""
