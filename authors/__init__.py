"""Who writes an artifact's content: the procedural author, or a model behind an endpoint; one protocol for both."""

from authors.protocol import Author, AuthorError

AUTHORS = ("procedural",)


def author_of(name: str, seed: int) -> Author:
    """The author of this name. Raises AuthorError where there is none."""
    if name == "procedural":
        from authors.procedural.author import ProceduralAuthor

        return ProceduralAuthor(seed)
    raise AuthorError(f"There is no author {name!r}. There is: {', '.join(AUTHORS)}.")


__all__ = ["AUTHORS", "Author", "AuthorError", "author_of"]
