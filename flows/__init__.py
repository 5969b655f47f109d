"""The DAGs, a file a flow: the order of the steps and nothing else."""
