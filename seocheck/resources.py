"""Where the built-in policy, `rules.yaml`, and `schemas/` are: in a checkout or in an installed wheel.

In the repository they stand at the top; a wheel carries them inside the package, in `_data`.
"""

from functools import cache
from pathlib import Path

# importlib.resources would do the same through a dozen modules and 18 ms; the package is always files on a disk.
_PACKAGE = Path(__file__).resolve().parent


def rules_file() -> Path:
    """The built-in policy; FileNotFoundError if the installation lacks it."""
    return _built_in_data() / "rules.yaml"


def schemas_dir() -> Path:
    """The folder of the JSON Schemas; FileNotFoundError if the installation lacks it."""
    return _built_in_data() / "schemas"


def data_folder(package: Path) -> Path:
    """The folder that holds `rules.yaml` and `schemas/` for the package whose folder is given.

    That is `_data` inside it when the package was installed, else the checkout around it; FileNotFoundError when
    neither has both.
    """
    for folder in (package / "_data", package.parent):
        if (folder / "rules.yaml").is_file() and (folder / "schemas").is_dir():
            return folder
    message = (
        f"rules.yaml and schemas/ are missing: neither {package / '_data'} nor {package.parent} holds both. "
        "Install seocheck again, or run it from a whole checkout."
    )
    raise FileNotFoundError(message)


@cache
def _built_in_data() -> Path:
    return data_folder(_PACKAGE)
