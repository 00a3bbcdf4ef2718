import { byId, setText, svg } from './dom.js';
import { Poll } from './poll.js';
import { ask, parsed } from './server.js';

const pause = 1;
const timeLimit = 3;

// Every state has a word and a mark of its own: colour alone says nothing to many people.
const states = {
  loading: { word: 'Looking for the server…', what: '', mark: 'M12 5a7 7 0 1 1-7 7' },
  starting: { word: 'Starting', what: 'The model is being loaded and proven. This takes a moment.', mark: 'M12 5a7 7 0 1 1-7 7' },
  ok: { word: 'Ready', what: 'Proven on the server’s machine, and serving.', mark: 'M6.5 12.5l3.5 3.5L17.5 8.5' },
  deterministic: { word: 'Ready, without a model', what: 'The deterministic backend makes vectors from a hash of the text: similarities mean nothing.', mark: 'M12 5.5v8m0 4v.5' },
  draining: { word: 'Draining', what: 'Told to stop: what was taken on is answered, and nothing new is taken.', mark: 'M12 6v10m-4.5-4.5L12 16l4.5-4.5' },
  error: { word: 'Not serving', what: 'The log of the server says more.', mark: 'M12 5.5v8m0 4v.5' },
  unreachable: { word: 'Unreachable', what: 'The server does not answer. Trying again every second.', mark: 'M7.5 7.5l9 9m0-9l-9 9' },
};

/** Asks /health and shows how the server is. */
export class State {
  #onHealth;

  /** @param {(health: object) => void} onHealth Told of each answer of the server. */
  constructor(onHealth) {
    this.#onHealth = onHealth;
    show('loading');
    new Poll(() => this.#ask(), pause);
  }

  async #ask() {
    const health = await healthNow();
    if (health === null) {
      show('unreachable');
      return;
    }
    show(health.status === 'ok' && health.backend === 'deterministic' ? 'deterministic' : health.status, health.reason);
    setText(byId('fact-model'), health.model ?? '–');
    setText(byId('fact-provider'), health.execution_provider ?? '–');
    setText(byId('fact-precision'), health.precision ?? '–');
    setText(byId('fact-reason'), health.execution_reason ?? '–');
    setText(byId('version'), health.version);
    this.#onHealth(health);
  }
}

/** The body of /health, which comes with a 503 as well; null when nothing of that kind came. */
async function healthNow() {
  const answer = await ask('health', { timeLimit, withKey: false }).catch(() => null);
  const health = answer && parsed(answer.text);
  return Object.hasOwn(states, health?.status) && typeof health.version === 'string' ? health : null;
}

function show(name, reason) {
  const { word, what, mark } = states[name];
  const card = byId('state');
  if (card.dataset.state !== name || !byId('state-mark').firstChild) {
    card.dataset.state = name;
    byId('state-mark').replaceChildren(svg('svg', { viewBox: '0 0 24 24' }, svg('path', { d: mark })));
    document.title = name === 'ok' ? 'Aegis' : `${word} · Aegis`;
  }
  setText(byId('state-word'), word);
  setText(byId('state-what'), reason || what);
}
