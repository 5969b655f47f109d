"""The certificate by execution: a reward that was never tested is not a reward."""

from environments.certification.certify import Inspector, certify, inspect, inspector
from environments.certification.report import Certification

__all__ = ["Certification", "Inspector", "certify", "inspect", "inspector"]
