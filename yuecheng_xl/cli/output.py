"""What every command leaves behind: JSON for machines, and an exit code.

Exit codes: 0 done; 1 done, with findings of severity 错误 (check, collect); 2 could not be done.
"""

from __future__ import annotations

import json
import sys
from typing import Any

EXIT_FINDINGS, EXIT_FAILED = 1, 2


def print_json(record: Any) -> None:  # noqa: ANN401 - whatever json takes
    """Print a record for machines: UTF-8 whatever the console's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(json.dumps(record, ensure_ascii=False, indent=2).encode() + b"\n")
    sys.stdout.buffer.flush()
