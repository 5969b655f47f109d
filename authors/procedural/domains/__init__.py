"""One file a domain; each defines `DOMAIN`. Nothing else needs to know of it."""
