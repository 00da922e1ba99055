/** Columns of numbers as the server packs them (layers/columns.py). Touches no DOM. */

const ARRAYS = { u1: Uint8Array, u2: Uint16Array, i4: Int32Array };
const LENGTH_BYTES = 4;

/**
 * @param {ArrayBuffer} buffer
 * @returns {Record<string, any>} what the head says, and a typed array for each column under its name
 */
export function unpack(buffer) {
  const headBytes = new DataView(buffer).getUint32(0, true);
  const { columns, ...plain } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, LENGTH_BYTES, headBytes)));
  let at = LENGTH_BYTES + headBytes;
  for (const [name, type] of columns) {
    const array = new ARRAYS[type](plain.n);
    putBytes(array, new Uint8Array(buffer, at, array.byteLength));
    at += array.byteLength;
    plain[name] = array;
  }
  return plain;
}

/** The lowest bytes of all numbers come first, then the next higher ones. */
function putBytes(array, packed) {
  const bytes = new Uint8Array(array.buffer);
  const size = array.BYTES_PER_ELEMENT;
  for (let place = 0, from = 0; place < size; place++) {
    for (let at = place; at < bytes.length; at += size) bytes[at] = packed[from++];
  }
}
