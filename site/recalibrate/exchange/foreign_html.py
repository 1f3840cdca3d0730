"""Foreign HTML becomes blocks of ours. Every word of it stays; only marks that we do not write go."""

from collections.abc import Mapping

from .flow import Flow, ReadingOptions
from .foreign_blocks import Block, References
from .foreign_elements import ELEMENTS
from .foreign_tree import tree_of


def blocks_of(
    html: str, *, base: str = "", has_paragraphs: bool = True, notes: Mapping[str, str] | None = None
) -> tuple[Block, ...]:
    """The blocks that `html` makes, in their order. Raises TooMuch for what is built to be slow.

    Without paragraphs of its own, a blank line begins one and a new line stays one, as in WordPress's classic
    editor. `notes` are footnotes by the name that their numbers lead to.
    """
    numbers = {name: number for number, name in enumerate(notes or {}, 1)}
    blocks = Flow(ReadingOptions(ELEMENTS, base, has_paragraphs, numbers)).below(tree_of(html)).blocks()
    if notes:
        plain = Flow(ReadingOptions(ELEMENTS, base))
        blocks.append(References(tuple(plain.below(tree_of(note)).lines for note in notes.values())))
    return tuple(blocks)
