import { byId, setText } from './dom.js';
import * as key from './key.js';

/** Says that the server asks for a key, and takes one. Out of sight where it asks for none. */
export class KeyForm {
  #field = byId('key-field');
  #onChange;

  /** @param {() => void} onChange Told when there is another key, or none any more. */
  constructor(onChange) {
    this.#onChange = onChange;
    byId('key-form').addEventListener('submit', event => {
      event.preventDefault();
      this.#use(this.#field.value.trim());
    });
    byId('key-forget').addEventListener('click', () => {
      key.forget();
      this.#field.focus();
      this.#onChange();
    });
  }

  /** The server answered something that asks for a key, with this status. */
  onStatus(status) {
    if (status === 200) {
      this.#show('right');
      byId('key').hidden = !key.isThere();
    } else if (status === 401 && byId('key').dataset.key !== 'impossible') {
      this.#show(key.isThere() ? 'wrong' : 'missing');
    }
  }

  #use(text) {
    if (key.isPossible(text)) {
      key.set(text);
      this.#field.value = '';
      byId('key').dataset.key = 'sent';
      this.#onChange();
    } else {
      this.#show(text === '' ? 'missing' : 'impossible');
      this.#field.focus();
    }
  }

  #show(state) {
    byId('key').hidden = false;
    byId('key').dataset.key = state;
    byId('key-forget').hidden = !key.isThere();
    this.#field.setAttribute('aria-invalid', state === 'wrong' || state === 'impossible');
    setText(byId('key-said'), {
      missing: 'Type one of its keys to compare texts and to see its numbers.',
      wrong: 'The server does not know this key. Type another one.',
      impossible: 'A key has visible ASCII characters only, and no spaces.',
      right: 'Your key is accepted.',
    }[state]);
  }
}
