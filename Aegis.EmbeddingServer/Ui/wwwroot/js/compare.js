import { byId, el, setText } from './dom.js';
import { count } from './format.js';
import { Result } from './result.js';
import { embed, NoAnswerError, RefusedError } from './server.js';

const fewest = 2;
const most = 24;
const timeLimit = 60;

/** The box where a person types texts and sees how similar they are. */
export class Compare {
  #lines = byId('lines');
  #button = byId('compare-button');
  #isAsking = false;
  #onStatus;

  /** @param {(status: number) => void} onStatus Told how the server answered: it may ask for a key. */
  constructor(onStatus) {
    this.#onStatus = onStatus;
    this.#lines.addEventListener('input', () => this.#count());
    this.#lines.addEventListener('keydown', event => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        byId('compare-form').requestSubmit();
      }
    });
    byId('compare-form').addEventListener('submit', event => {
      event.preventDefault();
      this.#submit();
    });
    this.#count();
  }

  // Lines without anything in them are no texts; the others are sent as they were typed.
  get #texts() {
    return this.#lines.value.split('\n').filter(line => line.trim() !== '');
  }

  #count() {
    const { length } = this.#texts;
    const isTooMany = length > most;
    setText(byId('lines-count'), isTooMany ? `${length} lines, but at most ${most} are compared: take out ${length - most}.` : `${count(length, 'line')} of at most ${most}`);
    byId('lines-count').classList.toggle('wrong', isTooMany);
    this.#lines.setAttribute('aria-invalid', isTooMany);
  }

  async #submit() {
    const texts = this.#texts;
    if (this.#isAsking) {
      return;
    }
    if (texts.length < fewest || texts.length > most) {
      this.#refuse([texts.length < fewest ? `Type at least ${fewest} lines: a pair is what can be compared.` : `Nothing was sent: ${texts.length} lines are more than ${most}.`]);
      this.#lines.focus();
      return;
    }
    this.#setAsking(true);
    try {
      await this.#ask(texts);
    } catch (error) {
      this.#refuse(reasons(error, texts.length));
      this.#onStatus(error.status);
    } finally {
      this.#setAsking(false);
    }
  }

  async #ask(texts) {
    const answered = await embed({ input: texts, encoding_format: 'base64' }, timeLimit);
    this.#refuse([]);
    this.#onStatus(200);
    const result = new Result(texts, answered);
    const cut = Number(answered.headers.get('x-aegis-truncated-inputs') ?? 0);
    if (cut > 0) {
      result.showCut(cut, await cutOf(texts, cut));
    }
  }

  #setAsking(isAsking) {
    this.#isAsking = isAsking;
    // Not disabled: the focus would be lost.
    this.#button.setAttribute('aria-disabled', isAsking);
    setText(this.#button, isAsking ? 'Comparing…' : 'Compare');
  }

  #refuse(lines) {
    const box = byId('refused');
    box.replaceChildren(...lines.map(line => el('p', {}, line)));
    box.hidden = lines.length === 0;
  }
}

function reasons(error, texts) {
  if (error instanceof NoAnswerError) {
    return [error.message, 'What you typed is kept; try again when the server is back.'];
  }
  if (!(error instanceof RefusedError)) {
    throw error;
  }
  const wait = error.waitSeconds === null ? [] : [`Try again in ${Number(error.waitSeconds.toFixed(1))} s; what you typed is kept.`];
  return [error.message, ...lineOf(error.message, texts), ...wait, `Status ${error.status}${error.code === null ? '' : `, code ${error.code}`}`];
}

// "'input[1]' has more than 256 tokens …": the API counts from 0, the page from 1.
function lineOf(message, texts) {
  const place = Number(/input\[(\d+)\]/.exec(message)?.[1] ?? NaN);
  return place < texts ? [`input[${place}] is line ${place + 1} here.`] : [];
}

/**
 * Which texts are longer than the model takes; null when that cannot be found out. The answer says only how many, so the
 * longest are asked for first, until these are found: each question is a request that the server counts.
 */
async function cutOf(texts, many) {
  const places = texts.map((_, place) => place).sort((one, other) => texts[other].length - texts[one].length);
  const cut = [];
  try {
    for (const place of places) {
      if (cut.length < many && (await isTooLong(texts[place]))) {
        cut.push(place);
      }
    }
    return cut.sort((one, other) => one - other);
  } catch {
    return null;
  }
}

async function isTooLong(text) {
  try {
    await embed({ input: text, truncate: 'none', dimensions: 1, encoding_format: 'base64' }, timeLimit);
    return false;
  } catch (error) {
    if (error.code === 'input_too_long') {
      return true;
    }
    throw error;
  }
}
