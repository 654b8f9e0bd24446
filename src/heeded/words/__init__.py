"""The words everything else is written in: instants, told dates, working days, codes and Trouble."""
