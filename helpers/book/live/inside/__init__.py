"""What runs inside the page: :mod:`packed` finds modules, :mod:`kernel` runs cells. Knows nothing of the book's build."""
