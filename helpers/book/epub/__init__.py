"""Floor 4: the book as an EPUB, made from the pages that the HTML build wrote."""
