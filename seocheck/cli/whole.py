"""Files written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: str, content: bytes, *, like: Path | None = None) -> None:
    """Write a file whole or not at all; it gets the mode of `like`, else that of an ordinary new file."""
    import tempfile  # late: checking a page needs `umask` alone

    handle, temporary = tempfile.mkstemp(prefix=".seocheck-", dir=os.path.dirname(path) or ".")  # noqa: PTH120
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, like.stat().st_mode & 0o7777 if like and like.exists() else 0o666 & ~umask())  # noqa: PTH101
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise


def umask() -> int:
    """What the user's ordinary new files may not be."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
