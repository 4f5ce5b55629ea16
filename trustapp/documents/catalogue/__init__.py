"""The catalogues of a language: what there is to answer and to read, validated as it is loaded.

A file that does not hold together is refused with its name and the id at fault (docs/catalogues.md).
"""

from trustapp.documents.catalogue.along import Fit
from trustapp.documents.catalogue.cards import CardText
from trustapp.documents.catalogue.library import LANGUAGE, Catalogues, load
from trustapp.documents.catalogue.tables import CatalogueError

__all__ = ["LANGUAGE", "CardText", "CatalogueError", "Catalogues", "Fit", "load"]
