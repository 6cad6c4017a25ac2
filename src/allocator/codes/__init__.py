"""What every code of a finding means and how it is mended, one file an area.

Each other module of this package has a tuple `CODES`; here they are gathered.
"""

from importlib import import_module
from pkgutil import iter_modules

from allocator.codes.code import Code

CODES: tuple[Code, ...] = tuple(
    sorted(
        (
            code
            for module in iter_modules(__path__, f"{__name__}.")
            if module.name != Code.__module__
            for code in import_module(module.name).CODES
        ),
        key=lambda code: (code.code[1:], code.code),
    )
)
"""Every code, in the order of its number."""

BY_CODE = {code.code: code for code in CODES}

__all__ = ["BY_CODE", "CODES", "Code"]
