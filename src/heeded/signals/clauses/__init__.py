"""The clauses a rule is made of: counting records, waiting for one, living with somebody, and Python where words end."""
