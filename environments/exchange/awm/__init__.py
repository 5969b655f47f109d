"""The files of Agent World Model (arXiv 2602.10090): environments that come in.

`files.py` reads them, `importing.py` makes environments of them, `trust.py` says which of their tasks can be trusted.
"""
