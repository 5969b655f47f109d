"""The embedded engine: SFT and GRPO in one process, on a CPU or one GPU, over the same loop as everywhere else.

`run.py` is the table of contents: samples and environments → SFT → GRPO → weights, curves, numbers.
Needs torch and transformers (extra `train`); nothing outside this folder imports them.
"""
