"""Orders, conditions and clocks running, as pure functions of the chronology."""
