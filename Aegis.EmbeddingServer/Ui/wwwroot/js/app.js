import { Compare } from './compare.js';
import * as key from './key.js';
import { KeyForm } from './keyform.js';
import { Live } from './live.js';
import { Snippets } from './snippets.js';
import { State } from './state.js';

const snippets = new Snippets();
const keyForm = new KeyForm(() => live.refresh());

function onStatus(status) {
  keyForm.onStatus(status);
  if (status === 401 || key.isThere()) {
    snippets.set({ asksForKey: true });
  }
}

const live = new Live(onStatus);
new State(health => {
  if (health.model !== null) {
    snippets.set({ model: health.model });
  }
});
new Compare(onStatus);
