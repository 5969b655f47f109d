"""`python -m environments.confined FD`: a nursery. Whoever starts it talks to it over the socket FD."""

from environments.confined.nursery import main

main()
