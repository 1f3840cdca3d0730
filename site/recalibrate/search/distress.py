"""Questions that are answered with help first. Pure.

In code, so that nobody unticks them. Being wrong costs a reader one panel; missing one could cost a life, so
phrases are many, and words that staff also search for at work (“suicide”, “overdose”) are among them.
"""

import re

from .analysis import stems

PHRASES = """
suicide; suicidal; self harm; self-harm; selfharm; self harming; self-harming; kms; unalive; overdose
kill myself; killing myself; hang myself; hurt myself; hurting myself; harm myself; harming myself
cut myself; cutting myself; end my life; ending my life; end it all; ending it all; want to end it
take my own life; taking my own life; want to die; wanna die; want to be dead; rather be dead; better off dead
wish i was dead; wish i were dead; better off without me; no reason to live; nothing to live for
dont want to live; not want to live; dont want to be here; not want to be here; dont want to wake up
tired of living; giving up on life; give up on life; want to disappear; want it to stop; no way out
cant go on; cannot go on; cant carry on; cannot carry on; cant do this any more; cant do this anymore
cant cope; cannot cope; cant take it; cannot take it; hopeless; in crisis; mental health crisis; samaritans
dont feel safe; not safe at home; not safe on my own
"""
_WANTED = tuple(" ".join(stems(phrase)) for phrase in re.split(r"[;\n]", PHRASES) if phrase.strip())


def is_distressed(text: str) -> bool:
    """Whether the text contains one of the phrases, in any spelling of its words."""
    asked = f" {' '.join(stems(text))} "
    return any(f" {phrase} " in asked for phrase in _WANTED)
