"""Pages that somebody points out: two people look, decide and say why; the page's owner may appeal to two others."""
