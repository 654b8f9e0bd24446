"""The append-only store: records, the one lane of writing, the Merkle tree, checkpoints and the verifier."""
