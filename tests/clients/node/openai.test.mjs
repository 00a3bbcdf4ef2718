import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import { baseURL, busyBaseURL, cosine, reference } from './support.mjs';

const client = new OpenAI({ baseURL, apiKey: 'unused' });
const model = 'text-embedding-3-small';

test('reference texts have their vectors, in order', async () => {
  const answer = await client.embeddings.create({ model, input: reference.map((item) => item.text) });

  assert.equal(answer.data.length, reference.length);
  assert.equal(answer.model, 'all-MiniLM-L6-v2');
  answer.data.forEach((item, i) => {
    assert.equal(item.index, i);
    assert.ok(cosine(item.embedding, reference[i].vector) >= 0.99, reference[i].text);
  });
});

test('floats and base64 are the same numbers', async () => {
  const floats = await client.embeddings.create({ model, input: 'hello', encoding_format: 'float' });
  const decoded = await client.embeddings.create({ model, input: 'hello' });

  assert.deepEqual([...decoded.data[0].embedding], floats.data[0].embedding.map(Math.fround));
});

test('token ids and dimensions', async () => {
  const answer = await client.embeddings.create({ model, input: [[7592], [101, 7592, 102]], dimensions: 64 });

  assert.equal(answer.data[0].embedding.length, 64);
  assert.ok(cosine(answer.data[0].embedding, answer.data[1].embedding) > 0.99999);
  assert.equal(answer.usage.total_tokens, 6);
});

test('the list of models begins with the real one', async () => {
  const models = [];
  for await (const item of client.models.list()) models.push(item.id);

  assert.equal(models[0], 'all-MiniLM-L6-v2');
  assert.equal((await client.models.retrieve('nomic-ai/nomic-embed-text-v1.5')).root, 'all-MiniLM-L6-v2');
});

test('an unknown model is a NotFoundError with the server\'s words', async () => {
  await assert.rejects(client.embeddings.create({ model: 'gpt-4', input: 'a' }), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.equal(error.code, 'model_not_found');
    assert.equal(error.param, 'model');
    assert.match(error.message, /all-MiniLM-L6-v2/);
    assert.match(error.requestID, /^[0-9a-f]{32}$/);
    return true;
  });
});

test('a wrong input is a BadRequestError that names it', async () => {
  await assert.rejects(client.embeddings.create({ model, input: [] }), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.equal(error.param, 'input');
    return true;
  });
});

test('a full queue is tried again', async () => {
  const busy = new OpenAI({ baseURL: busyBaseURL, apiKey: 'unused' });
  const answer = await busy.embeddings.create({ model, input: 'a' });

  assert.deepEqual([...answer.data[0].embedding], [1, 0, 0, 0]);
});
