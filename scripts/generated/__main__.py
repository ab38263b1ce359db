"""python -m scripts.generated ARTICLES FOLDER [SEED]: write a generated corpus."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.generated.corpus import SEED, generate

if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or not all(word.isdecimal() for word in (sys.argv[1], *sys.argv[3:])):
        sys.exit(__doc__)
    print(generate(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else SEED))
