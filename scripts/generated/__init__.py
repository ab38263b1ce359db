"""Articles made by a grammar, with known truth: what the benchmark measures speed and quality at scale on."""
