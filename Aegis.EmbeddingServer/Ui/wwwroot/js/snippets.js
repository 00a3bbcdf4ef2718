import { copy } from './copy.js';
import { byId, el, setText } from './dom.js';
import { baseUrl } from './server.js';
import { Tabs } from './tabs.js';

const text = 'The quick brown fox jumps over the lazy dog.';

// A string of JSON is one of C#, Python and JavaScript too.
const quote = JSON.stringify;
const shellQuote = value => `'${value.replaceAll('\'', '\'\\\'\'')}'`;

const languages = {
  curl: ({ model, asksForKey }) => [
    `curl ${shellQuote(`${baseUrl}/embeddings`)} \\`,
    '  -H "Content-Type: application/json" \\',
    ...(asksForKey ? ['  -H "Authorization: Bearer $AEGIS_API_KEY" \\'] : []),
    `  -d ${shellQuote(quote({ model, input: text }))}`,
  ],
  'C#': ({ model, asksForKey }) => [
    '// dotnet add package OpenAI',
    'using System.ClientModel;',
    'using OpenAI;',
    'using OpenAI.Embeddings;',
    '',
    'var client = new EmbeddingClient(',
    `    ${quote(model)},`,
    `    new ApiKeyCredential(${asksForKey ? 'Environment.GetEnvironmentVariable("AEGIS_API_KEY")!' : '"unused"'}),`,
    `    new OpenAIClientOptions { Endpoint = new Uri(${quote(baseUrl)}) });`,
    '',
    `ReadOnlyMemory<float> vector = client.GenerateEmbedding(${quote(text)}).Value.ToFloats();`,
    'Console.WriteLine($"{vector.Length} dimensions");',
  ],
  Python: ({ model, asksForKey }) => [
    '# pip install openai',
    ...(asksForKey ? ['import os', ''] : []),
    'from openai import OpenAI',
    '',
    `client = OpenAI(base_url=${quote(baseUrl)}, api_key=${asksForKey ? 'os.environ["AEGIS_API_KEY"]' : '"unused"'})`,
    `answer = client.embeddings.create(model=${quote(model)}, input=${quote(text)})`,
    'print(len(answer.data[0].embedding), "dimensions")',
  ],
  JavaScript: ({ model, asksForKey }) => [
    '// npm install openai',
    'import OpenAI from "openai";',
    '',
    `const client = new OpenAI({ baseURL: ${quote(baseUrl)}, apiKey: ${asksForKey ? 'process.env.AEGIS_API_KEY' : '"unused"'} });`,
    `const answer = await client.embeddings.create({ model: ${quote(model)}, input: ${quote(text)} });`,
    'console.log(answer.data[0].embedding.length, "dimensions");',
  ],
};

/** How to call this server, to copy: with its address and the model that it serves, never with a key. */
export class Snippets {
  #codes = {};
  #what = { model: 'text-embedding-3-small', asksForKey: false };

  constructor() {
    const tabs = new Tabs('Language', Object.keys(languages).map(name => [name, this.#panel(name)]));
    byId('snippets').append(tabs.node);
    this.#write();
  }

  /** @param {{model?: string, asksForKey?: boolean}} what What has become known. */
  set(what) {
    this.#what = { ...this.#what, ...what };
    this.#write();
  }

  #panel(name) {
    const code = el('code');
    const button = el('button', { type: 'button', class: 'copy' }, 'Copy');
    const told = el('span', { class: 'unseen', role: 'status' });
    button.addEventListener('click', async () => {
      const isCopied = await copy(code);
      setText(button, isCopied ? 'Copied' : 'Press Ctrl+C');
      setText(told, isCopied ? 'Copied.' : 'Selected: press Ctrl+C to copy it.');
    });
    button.addEventListener('blur', () => {
      setText(button, 'Copy');
      setText(told, '');
    });
    this.#codes[name] = code;
    return el('div', { class: 'snippet' }, button, told, el('pre', { tabindex: '0', 'aria-label': `Code for ${name}` }, code));
  }

  #write() {
    for (const [name, write] of Object.entries(languages)) {
      setText(this.#codes[name], write(this.#what).join('\n'));
    }
  }
}
