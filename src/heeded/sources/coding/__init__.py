"""Coding of free text: what kind of record a row may be, and a person's word for it."""

from heeded.sources.coding.confirmation import apply_coding, confirmed, refused
from heeded.sources.coding.suggestions import Suggestion, suggest, text_of

__all__ = ["Suggestion", "apply_coding", "confirmed", "refused", "suggest", "text_of"]
