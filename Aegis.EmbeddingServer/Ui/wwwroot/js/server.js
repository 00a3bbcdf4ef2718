import * as key from './key.js';

/** Where the server is: the page's own folder, so that a prefix that a proxy puts in front is part of it. */
export const address = new URL('.', location.href);

/** Base URL for clients of OpenAI's API. */
export const baseUrl = new URL('v1', address).href;

/** There was no answer, or none in time. */
export class NoAnswerError extends Error {}

/** The server answered that it will not do it. */
export class RefusedError extends Error {
  constructor(status, message, code, waitSeconds) {
    super(message);
    Object.assign(this, { status, code, waitSeconds });
  }
}

/**
 * Asks the server and reads the whole answer.
 * @returns {Promise<{status: number, headers: Headers, text: string, seconds: number}>}
 */
export async function ask(path, { timeLimit, body, withKey = true }) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeLimit * 1000);
  const headers = { ...(withKey ? key.headers() : {}), ...(body ? { 'content-type': 'application/json' } : {}) };
  const request = { method: body ? 'POST' : 'GET', headers, cache: 'no-store', signal: controller.signal };
  const start = performance.now();
  try {
    const response = await fetch(new URL(path, address), body ? { ...request, body: JSON.stringify(body) } : request);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, seconds: (performance.now() - start) / 1000 };
  } catch (error) {
    throw new NoAnswerError('The server does not answer.', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Asks for vectors.
 * @returns {Promise<{answer: object, headers: Headers, seconds: number}>}
 */
export async function embed(body, timeLimit) {
  const { status, headers, text, seconds } = await ask('v1/embeddings', { body, timeLimit });
  const answer = parsed(text);
  if (status !== 200 || !Array.isArray(answer?.data)) {
    throw refusal(status, headers, answer?.error);
  }
  return { answer, headers, seconds };
}

function refusal(status, headers, error) {
  const milliseconds = Number(headers.get('retry-after-ms') ?? NaN);
  const seconds = Number(headers.get('retry-after') ?? NaN);
  const wait = Number.isFinite(milliseconds) ? milliseconds / 1000 : Number.isFinite(seconds) ? seconds : null;
  return new RefusedError(status, error?.message ?? 'What answered is not this server, but perhaps something in front of it.', error?.code ?? null, wait);
}

export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
