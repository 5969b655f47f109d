"""The embedded engine needs torch, which the everyday environment has not."""

try:
    import torch
except ImportError:
    collect_ignore = ["test_generation.py", "test_grpo.py", "test_learning.py", "test_runs.py", "test_smollm.py"]
else:
    torch.set_num_threads(1)
