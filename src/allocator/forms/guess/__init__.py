"""Guessing an event from an export of its form, or from a table of its sessions.

What is found in the file is told with where it stood; what is not in it is assumed, and
marked so. Nothing that is guessed passes as a fact.
"""

from allocator.forms.guess.event import Stated, event_of
from allocator.forms.guess.found import Found, Option, Question
from allocator.forms.guess.looking import look

__all__ = ["Found", "Option", "Question", "Stated", "event_of", "look"]
