/** The resolution of a picture, written into its PNG (chunk pHYs, RFC 2083). Touches no DOM. */

const SIGNATURE_AND_HEADER = 8 + 25; // pHYs goes behind IHDR, which has 13 bytes of content
const INCH_M = 0.0254;
const METRE = 1; // the unit

/**
 * @param {Uint8Array} png
 * @param {number} dpi
 * @returns {Uint8Array} the same picture that knows how large it is on paper
 */
export function withResolution(png, dpi) {
  const chunk = resolutionChunk(Math.round(dpi / INCH_M));
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, SIGNATURE_AND_HEADER));
  whole.set(chunk, SIGNATURE_AND_HEADER);
  whole.set(png.subarray(SIGNATURE_AND_HEADER), SIGNATURE_AND_HEADER + chunk.length);
  return whole;
}

function resolutionChunk(pixels_per_m) {
  const chunk = new DataView(new ArrayBuffer(4 + 4 + 9 + 4));
  chunk.setUint32(0, 9);
  [..."pHYs"].forEach((letter, i) => chunk.setUint8(4 + i, letter.charCodeAt(0)));
  chunk.setUint32(8, pixels_per_m);
  chunk.setUint32(12, pixels_per_m);
  chunk.setUint8(16, METRE);
  chunk.setUint32(17, checksum(new Uint8Array(chunk.buffer, 4, 13)));
  return new Uint8Array(chunk.buffer);
}

/** CRC-32, as PNG asks for it. */
function checksum(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
