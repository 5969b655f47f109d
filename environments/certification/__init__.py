"""The certificate by execution: a reward that was never tested is not a reward."""

from environments.certification.certify import certify
from environments.certification.report import Certification

__all__ = ["Certification", "certify"]
