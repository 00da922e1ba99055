"""A picture as PNG with a palette: a map has few colours, and so a third of the bytes."""

import base64
import struct
import zlib

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser

Pixels = NDArray[np.uint8]
Colours = NDArray[np.float64]  # (n, 3): red, green, blue

_COLOURS = 256
_STEP = 4  # levels of a channel that are taken for one
_READ_PIXELS = """
async (png) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, width, height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return { width, height, bytes: btoa(text) };
}
"""


def with_palette(png: bytes, browser: Browser) -> bytes:
    """Give the same picture in 256 colours of its own; the browser reads the pixels."""
    page = browser.new_page()
    read = page.evaluate(_READ_PIXELS, base64.b64encode(png).decode())
    page.close()
    pixels = np.frombuffer(base64.b64decode(read["bytes"]), dtype=np.uint8)
    return _png(*_quantised(pixels.reshape(read["height"], read["width"], 4)[:, :, :3]))


def _quantised(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """Give each pixel the number of its colour, and the colours."""
    levels = (pixels // _STEP).astype(np.int32)
    _, which = np.unique(levels @ [1 << 16, 1 << 8, 1], return_inverse=True)
    counts = np.bincount(which.ravel())
    sums = [np.bincount(which.ravel(), weights=channel) for channel in pixels.reshape(-1, 3).T]
    colours = np.stack(sums, axis=1) / counts[:, None]
    kept = _worth_keeping(colours, counts)
    nearest = _apart(colours, colours[kept]).argmin(axis=1)
    return nearest[which].astype(np.uint8), np.rint(colours[kept]).astype(np.uint8)


def _worth_keeping(colours: Colours, counts: NDArray[np.intp]) -> list[int]:
    """Choose colours one by one: whichever would lose most by the nearest of those chosen before it."""
    kept = [int(counts.argmax())]
    loss = _apart(colours, colours[kept])[:, 0]
    while len(kept) < _COLOURS and loss.any():
        kept.append(int((loss * counts).argmax()))
        loss = np.minimum(loss, _apart(colours, colours[kept[-1:]])[:, 0])
    return kept


def _apart(some: Colours, others: Colours) -> Colours:
    """Tell how far each of some colours is from each of others, squared."""
    squares: Colours = ((some[:, None, :] - others[None, :, :]) ** 2).sum(axis=2)
    return squares


def _png(numbers: Pixels, colours: Pixels) -> bytes:
    """Write PNG (RFC 2083) with a palette, rows unfiltered."""
    height, width = numbers.shape
    rows = np.hstack([np.zeros((height, 1), dtype=np.uint8), numbers])
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", colours.tobytes()),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
