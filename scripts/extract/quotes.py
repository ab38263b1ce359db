"""Quotation spans (placeholder until the owner of this module writes it)."""
from collections.abc import Sequence
from scripts.extract.model import Paragraph, Quotation
def quotations(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    return ()
