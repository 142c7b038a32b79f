"""How far coders agree who coded the same sites apart."""
