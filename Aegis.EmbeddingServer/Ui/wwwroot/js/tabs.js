import { el } from './dom.js';

/** Tabs by the ARIA pattern: one of them in the tab order, the arrow keys choose. */
export class Tabs {
  #tabs;

  constructor(label, items) {
    this.#tabs = items.map(([name, content], index) => {
      const panel = el('div', { role: 'tabpanel', id: `panel-${index}`, 'aria-labelledby': `tab-${index}` }, content);
      const tab = el('button', { type: 'button', role: 'tab', id: `tab-${index}`, 'aria-controls': `panel-${index}` }, name);
      tab.addEventListener('click', () => this.#choose(index));
      return { tab, panel };
    });
    const list = el('div', { role: 'tablist', 'aria-label': label }, ...this.#tabs.map(({ tab }) => tab));
    list.addEventListener('keydown', event => this.#walk(event));
    this.node = el('div', { class: 'tabs' }, list, ...this.#tabs.map(({ panel }) => panel));
    this.#choose(0);
  }

  #choose(chosen) {
    this.#tabs.forEach(({ tab, panel }, index) => {
      tab.setAttribute('aria-selected', index === chosen);
      tab.tabIndex = index === chosen ? 0 : -1;
      panel.hidden = index !== chosen;
    });
  }

  #walk(event) {
    const { length } = this.#tabs;
    const now = this.#tabs.findIndex(({ tab }) => tab === event.target);
    const next = { ArrowLeft: (now + length - 1) % length, ArrowRight: (now + 1) % length, Home: 0, End: length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      this.#choose(next);
      this.#tabs[next].tab.focus();
    }
  }
}
