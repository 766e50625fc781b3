"""How the domain says no."""


class Refused(Exception):
    """An anticipated refusal, said in a sentence the user understands; never logged as an error.

    ``field`` names the form field it is about, when there is one.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return self.sentence


class NotYours(Refused):
    """Outside what the actor may see or do; pages answer it like something that does not exist."""


class NotYourRole(NotYours):
    """A whole page of work his role has no right to, wherever: said openly, since it tells nothing of anybody."""
