"""Who is who, and which address is which."""
