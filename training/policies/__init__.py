"""Who plays: anything that can write an assistant's next message. One file a policy.

`protocol.py` says what a policy is; `policy_of` in `choosing.py` turns a word of the command line into one.
"""

from training.policies.protocol import Player, Policy, PolicyUnreachable, Written

__all__ = ["Player", "Policy", "PolicyUnreachable", "Written"]
