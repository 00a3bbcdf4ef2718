import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OpenAIEmbeddings } from '@langchain/openai';
import { baseURL, busyBaseURL, cosine, reference } from './support.mjs';

const embeddings = (url = baseURL, model = 'text-embedding-3-small', options = {}) =>
  new OpenAIEmbeddings({ model, apiKey: 'unused', configuration: { baseURL: url }, ...options });

test('a query has its reference vector', async () => {
  const { text, vector } = reference[3];

  assert.ok(cosine(await embeddings().embedQuery(text), vector) >= 0.99);
});

test('documents keep their order over several batches', async () => {
  const texts = Array.from({ length: 1100 }, (_, i) => reference[i % reference.length].text);
  const vectors = await embeddings().embedDocuments(texts);

  assert.equal(vectors.length, texts.length);
  vectors.forEach((vector, i) => assert.ok(cosine(vector, reference[i % reference.length].vector) >= 0.99, texts[i]));
});

test('dimensions', async () => {
  assert.equal((await embeddings(baseURL, 'text-embedding-3-small', { dimensions: 64 }).embedQuery('hello')).length, 64);
});

test('an unknown model is an error with status 404', async () => {
  await assert.rejects(embeddings(baseURL, 'gpt-4').embedQuery('a'), (error) => error.status === 404);
});

test('a full queue is tried again', async () => {
  assert.deepEqual([...(await embeddings(busyBaseURL).embedQuery('a'))], [1, 0, 0, 0]);
});
