"""What runs inside the page: packed finds modules, kernel runs cells, page joins both to the worker."""
