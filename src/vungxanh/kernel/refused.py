"""How the domain says no."""

from collections.abc import Callable, Mapping


class Refused(Exception):
    """An anticipated refusal, said in a sentence the user understands; never logged as an error.

    ``field`` names the form field it is about, when there is one. ``values`` fill the places of the sentence
    (``%(name)s``), so that the sentence itself can be translated by whoever shows it: ``refusal.told(gettext)``.
    """

    def __init__(self, sentence: str, *, field: str | None = None, values: Mapping[str, object] | None = None) -> None:
        self.template, self.values = sentence, dict(values or {})
        self.sentence = sentence % self.values if self.values else sentence
        self.field = field
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return self.sentence

    def told(self, translate: Callable[[str], str]) -> str:
        """The sentence in the reader's language."""
        found = translate(self.template)
        return found % self.values if self.values else found


class NotYours(Refused):
    """Outside what the actor may see or do; pages answer it like something that does not exist."""


class NotYourRole(NotYours):
    """A whole page of work his role has no right to, wherever: said openly, since it tells nothing of anybody."""
