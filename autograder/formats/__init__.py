"""What comes in and what goes out: students' submissions, releases."""
