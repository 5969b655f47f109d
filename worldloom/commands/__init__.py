"""One command a file. A command reads settings, calls the parts below, prints; it decides nothing else."""
