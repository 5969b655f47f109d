"""Who writes an artifact's content: the procedural author, or a model behind an endpoint; one protocol for both."""

from typing import TYPE_CHECKING

from authors.protocol import Author, AuthorError

if TYPE_CHECKING:
    from authors.llm.settings import LlmSettings

AUTHORS = ("procedural", "llm")


def author_of(name: str, seed: int, llm: "LlmSettings | None" = None) -> Author:
    """The author of this name. Raises AuthorError where there is none, or where it lacks what it needs."""
    if name == "procedural":
        from authors.procedural.author import ProceduralAuthor

        return ProceduralAuthor(seed)
    if name == "llm":
        if llm is None:
            raise AuthorError("The author `llm` needs a model: give --model NAME, or set WORLDLOOM_LLM_MODEL.")
        try:
            from authors.llm.author import LlmAuthor
        except ImportError as fault:
            raise AuthorError(f"The author `llm` needs {fault.name}: pip install 'worldloom[llm]'") from None

        return LlmAuthor(llm, seed)
    raise AuthorError(f"There is no author {name!r}. There is: {', '.join(AUTHORS)}.")


__all__ = ["AUTHORS", "Author", "AuthorError", "author_of"]
