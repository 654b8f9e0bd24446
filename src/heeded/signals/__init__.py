"""The signal language, the engine that judges by it, and the shelf of signals."""
