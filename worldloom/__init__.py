"""The command line and the settings: nothing else."""
