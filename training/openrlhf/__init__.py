"""OpenRLHF as the trainer on many GPUs: recipes as its flags, our trainer class, jobs on a Ray cluster.

`flags`, `installed`, `launch`, `jobs` and `progress` run anywhere; `samples`, `trainer` and `entry` run in the
environment that `training/openrlhf-constraints.txt` describes, on the cluster.
"""
