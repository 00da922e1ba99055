"""Every text that the map's scripts show: the key they ask by, and its English, translated in `translations/`.

`{n}` and the like are filled in by the scripts. Keys that end in a code (a status, a kind) are asked for by that code;
a code without a text is shown as it is. One module for each part of the page.
"""

from webmap.texts import cards, figures, filters, layers, me, page, search, services, share, states, why

_PARTS = (cards, figures, filters, layers, me, page, search, services, share, states, why)

MAP_TEXTS = {key: text for part in _PARTS for key, text in part.TEXTS.items()}
