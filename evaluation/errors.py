"""What can go wrong when something is evaluated. The reader is whoever starts it."""

from training.errors import TrainingError


class EvaluationError(TrainingError):
    """A benchmark, an endpoint, a result or a comparison cannot be used as it is; the message says what to do."""
