"""Who is who, and which address is which: clean, block, score, judge and cluster the people agencies speak of."""
