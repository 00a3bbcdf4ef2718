import { byId, el, say, setText } from './dom.js';
import { duration, number, percent, whole } from './format.js';
import * as key from './key.js';
import { Poll } from './poll.js';
import { Rates, span } from './rates.js';
import { read } from './reading.js';
import { ask } from './server.js';
import { Sparkline } from './sparkline.js';

const pause = 2;
// Without a key, asking often only fills the server's count of refusals.
const pauseWithoutKey = 30;
const timeLimit = 5;

const nothing = {
  answered: null, failed: null, tokens: null, p50: null, p95: null, busy: null,
  workers: null, queueRequests: null, queueInputs: null, queueTokens: null,
};

// A value each, a word on it, and what its chart draws.
const tiles = [
  { id: 'answered', name: 'Requests', value: now => number(now.answered), unit: '/s', word: now => `${number(now.failed)} /s failed or refused`, lines: now => [now.answered] },
  { id: 'tokens', name: 'Tokens', value: now => number(now.tokens), unit: '/s', word: () => 'of answered requests', lines: now => [now.tokens] },
  { id: 'p50', name: 'Median latency', value: now => duration(now.p50), unit: '', word: now => `95 % within ${duration(now.p95)}`, lines: now => [now.p50, now.p95] },
  { id: 'queue', name: 'Requests in progress', value: now => whole(now.queueRequests), unit: '', word: now => `${whole(now.queueInputs)} texts, ${whole(now.queueTokens)} tokens`, lines: now => [now.queueRequests] },
  { id: 'busy', name: 'Workers busy', value: now => percent(now.busy), unit: '', word: now => `of ${whole(now.workers)}`, lines: now => [now.busy] },
];

/** The numbers that move, from /metrics. */
export class Live {
  #rates = new Rates();
  #tiles = tiles.map(tile => ({ ...tile, ...draw(tile) }));
  #onStatus;
  #poll;

  /** @param {(status: number) => void} onStatus Told how the server answered; it asks for a key here too. */
  constructor(onStatus) {
    this.#onStatus = onStatus;
    byId('live').append(...this.#tiles.map(tile => tile.node));
    this.#poll = new Poll(() => this.#ask(), pause);
  }

  /** Asks at once, as with another key. */
  refresh() {
    this.#poll.now();
  }

  async #ask() {
    const sentKey = key.current();
    const answer = await ask('metrics', { timeLimit }).catch(() => null);
    if (sentKey !== key.current()) {
      // The answer is about another key; the next one is on its way.
      return pause;
    }
    if (answer === null) {
      this.#lose('No numbers: the server does not answer.');
      return pause;
    }
    const reading = answer.status === 200 ? read(answer.text) : null;
    if (reading && reading.serversBehind !== null) {
      this.#lose(`No numbers: this address is a gateway, with ${whole(reading.serversBehind)} behind it; each server shows its own.`);
    } else if (reading) {
      this.#show(this.#rates.add(reading, performance.now() / 1000), `Over the last ${span} seconds; the charts show two minutes.`);
    } else {
      this.#lose(answer.status === 401 ? 'The numbers are shown to whoever has a key.' : `No numbers: the server answered with status ${answer.status}.`);
    }
    this.#onStatus(answer.status);
    return answer.status === 401 ? pauseWithoutKey : pause;
  }

  #lose(why) {
    this.#rates.clear();
    this.#show(nothing, why);
  }

  #show(now, note) {
    const at = performance.now() / 1000;
    for (const tile of this.#tiles) {
      setText(tile.number, tile.value(now));
      setText(tile.note, tile.word(now));
      tile.chart.add(tile.lines(now), at);
    }
    say(byId('live-note'), note);
  }
}

function draw({ id, name, unit, lines }) {
  const number = el('span', { id: `live-${id}` }, '–');
  const note = el('p', { class: 'muted small', id: `live-${id}-note` });
  const chart = new Sparkline(lines(nothing).length);
  const node = el('div', { class: 'tile' }, el('h3', {}, name), el('p', { class: 'value' }, number, ' ', el('span', { class: 'unit' }, unit)), note, chart.node);
  return { node, number, note, chart };
}
