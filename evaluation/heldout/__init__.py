"""`worldloom-heldout`: environments of reserved domains, frozen. A released version never changes."""
