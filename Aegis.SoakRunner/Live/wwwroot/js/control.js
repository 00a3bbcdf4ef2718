import { byId, el, setText, show } from './dom.js';
import { length } from './format.js';
import * as runner from './runner.js';
import { canStart, canStop } from './words.js';

/** The choice of a profile and the two buttons. */
export class Control {
  #choice = byId('profile');
  #start = byId('start');
  #stop = byId('stop');
  #error = byId('control-error');
  #profiles = [];
  #status = null;
  #connected = false;
  #asking = false;
  #stopping = false;
  #onState;

  constructor(onState) {
    this.#onState = onState;
    this.#choice.addEventListener('change', () => this.#describe());
    byId('control').addEventListener('submit', event => {
      event.preventDefault();
      this.#ask(async () => this.#onState(await runner.start(this.#choice.value)));
    });
    this.#stop.addEventListener('click', () => this.#ask(async () => {
      await runner.stop();
      this.#stopping = canStop(this.#status);
    }));
  }

  setProfiles(profiles) {
    const chosen = this.#choice.value;
    this.#profiles = profiles;
    this.#choice.replaceChildren(...profiles.map(profile => el('option', { value: profile.name }, `${profile.name} – ${length(profile.seconds)}`)));
    if (profiles.some(profile => profile.name === chosen)) {
      this.#choice.value = chosen;
    }
    this.#describe();
    this.#refresh();
  }

  setStatus(status) {
    // An error belongs to the state in which it was met.
    if (status !== this.#status) {
      this.#stopping = false;
      show(this.#error, '');
    }
    this.#status = status;
    this.#refresh();
  }

  setConnected(connected) {
    this.#connected = connected;
    this.#refresh();
  }

  fail(error) {
    show(this.#error, error.message);
  }

  async #ask(request) {
    this.#asking = true;
    show(this.#error, '');
    this.#refresh();
    try {
      await request();
    } catch (error) {
      this.fail(error);
    } finally {
      this.#asking = false;
      this.#refresh();
    }
  }

  #describe() {
    setText(byId('profile-description'), this.#profiles.find(profile => profile.name === this.#choice.value)?.description ?? '');
  }

  #refresh() {
    const free = this.#connected && !this.#asking;
    this.#choice.disabled = this.#profiles.length === 0;
    this.#start.disabled = !(free && canStart(this.#status) && this.#choice.value !== '');
    this.#stop.disabled = !(free && canStop(this.#status)) || this.#stopping;
    setText(this.#stop, this.#stopping ? 'Stopping…' : 'Stop');
  }
}
