"""One page a file: a path, a name, a template, a purpose and a view. A new page is a new file here and its template."""
