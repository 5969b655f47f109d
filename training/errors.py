"""What can go wrong when a run is prepared or started. The reader is whoever starts it."""


class TrainingError(Exception):
    """A recipe, a data set, a cluster or a model cannot be used as it is; the message says what to do."""
