"""What a collection looks like: figures to print, charts to look at, and what is known of others."""
