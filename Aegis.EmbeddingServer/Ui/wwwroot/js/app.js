import { Compare } from './compare.js';
import * as key from './key.js';
import { KeyForm } from './keyform.js';
import { Live } from './live.js';
import { Snippets } from './snippets.js';
import { State } from './state.js';

const snippets = new Snippets();
const keyForm = new KeyForm(() => live.refresh());

// Other answers say nothing about keys.
function onStatus(status) {
  if (status === 200 || status === 401) {
    keyForm.onStatus(status);
    snippets.set({ asksForKey: status === 401 || key.isThere() });
  }
}

const live = new Live(onStatus);
new State(health => {
  if (health.model !== null) {
    snippets.set({ model: health.model });
  }
});
new Compare(onStatus);
