"""Every text that the map's scripts show: the key they ask by, and its English, translated in `translations/`.

`{n}` and the like are filled in by the scripts. Keys that end in a code (a status, a kind) are asked for by that code;
a code without a text is shown as it is. One module for each part of the page, each with its TEXTS.
"""

from importlib import import_module
from pkgutil import iter_modules

_OF_OTHER_PAGES = {"first_steps"}
_PARTS = [
    import_module(f"{__name__}.{part.name}")
    for part in iter_modules(__path__)
    if part.name not in _OF_OTHER_PAGES
]

MAP_TEXTS = {key: text for part in _PARTS for key, text in part.TEXTS.items()}
