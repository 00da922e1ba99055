"""Reading the packed columns of an answer, as the browser does (static/js/items/packed.js)."""

import json

import numpy as np


def columns_of(response):
    """What the head says, and an array for each column under its name."""
    body = response.get_data()
    begin = 4 + int.from_bytes(body[:4], "little")
    columns = json.loads(body[4:begin])
    for name, kind in columns["columns"]:
        size = np.dtype(kind).itemsize * columns["n"]
        by_bytes = np.frombuffer(body[begin : begin + size], np.uint8).reshape(-1, columns["n"])
        columns[name] = by_bytes.T.copy().view(f"<{kind}").ravel()
        begin += size
    assert begin == len(body)
    return columns
