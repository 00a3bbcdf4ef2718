/** A vector as it comes with `encoding_format: base64`: little-endian float32, whatever this machine's order is. */
export function decode(base64) {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(4 * index, true));
}

/** Vectors have norm 1, so the cosine of two is their dot product. */
const similarity = (one, other) => one.reduce((total, component, index) => total + component * other[index], 0);

/** The similarity of each with each. */
export const matrix = vectors => vectors.map(one => vectors.map(other => similarity(one, other)));

/** The pair that is most alike and the one that is least; of equals the first. */
export function extremes(similarities) {
  const pairs = similarities.flatMap((row, one) => row.slice(one + 1).map((value, index) => ({ one, other: one + 1 + index, value })));
  return {
    most: pairs.reduce((best, pair) => (pair.value > best.value ? pair : best)),
    least: pairs.reduce((best, pair) => (pair.value < best.value ? pair : best)),
  };
}
