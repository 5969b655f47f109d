"""Programs that run in a benchmark's own Python, with its packages and none of ours."""
