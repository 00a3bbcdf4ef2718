// What the tests of both clients need: the server's address and the reference vectors, from the environment.
import { readFileSync } from 'node:fs';

/** Base URL of a server with the bundled model, such as http://127.0.0.1:8181/v1. */
export const baseURL = process.env.AEGIS_BASE_URL;

/** Base URL of a server whose queue is full until it has refused one request; its vectors are (1, 0, 0, 0). */
export const busyBaseURL = process.env.AEGIS_BUSY_BASE_URL;

/** Texts with the vectors of the reference implementation: { text, vector }. */
export const reference = JSON.parse(readFileSync(process.env.AEGIS_REFERENCE_VECTORS, 'utf8')).items;

/** Cosine of the angle between two vectors, -1 to 1. */
export function cosine(a, b) {
  const dot = (x, y) => x.reduce((sum, component, i) => sum + component * y[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
