"""One file a module: a fragment of a business that knows no other module."""
