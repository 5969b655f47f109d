"""Domains that only the held-out benchmark is made of: no environment to train in is ever drawn from them."""
