import { el, quoted } from './dom.js';
import { cosine } from './format.js';

const many = 10;

/** More than this, and the table needs smaller cells and the whole width. */
export const isMany = texts => texts.length > many;

/** A table of the similarity of each text with each, to walk through with the arrow keys. */
export class Heatmap {
  #texts;
  #similarities;
  #cells;
  // Long texts scroll in it, also by keyboard.
  #pair = el('p', { id: 'pair', class: 'pair', role: 'group', 'aria-label': 'Chosen pair', tabindex: '0' });
  #chosen;

  /**
   * @param {string[]} texts What is compared.
   * @param {number[][]} similarities Of each with each.
   * @param {[number, number]} chosen The pair to begin with.
   */
  constructor(texts, similarities, chosen) {
    this.#texts = texts;
    this.#similarities = similarities;
    this.#chosen = chosen;
    this.#cells = similarities.map((row, one) => row.map((value, other) => cell(value, one === other)));
    const table = this.#table();
    this.node = el('div', {}, el('div', { class: 'scroll' }, table), legend(), this.#pair);
    table.addEventListener('keydown', event => this.#walk(event));
    table.addEventListener('focusin', event => this.#choose(this.#placeOf(event.target)));
    table.addEventListener('pointerover', event => this.#choose(this.#placeOf(event.target.closest('td'))));
    this.#choose(this.#chosen);
  }

  /** Marks the texts that were cut, by their place. */
  markCut(places) {
    for (const place of places) {
      this.#cells[place][0].previousSibling.firstChild.append(' ', el('span', { class: 'cut' }, 'cut'));
    }
  }

  #table() {
    const table = el('table', { class: isMany(this.#texts) ? 'heat many' : 'heat', role: 'grid', 'aria-label': 'Similarity of each pair of texts' });
    table.style.setProperty('--texts', this.#texts.length);
    const columns = this.#texts.map((text, place) => header('col', place, text));
    table.append(
      el('thead', {}, el('tr', {}, el('td', { class: 'corner' }), ...columns)),
      el('tbody', {}, ...this.#cells.map((row, place) => el('tr', {}, header('row', place, this.#texts[place]), ...row))));
    return table;
  }

  #placeOf(node) {
    const one = this.#cells.findIndex(row => row.includes(node));
    return one < 0 ? this.#chosen : [one, this.#cells[one].indexOf(node)];
  }

  #walk(event) {
    const [one, other] = this.#chosen;
    const last = this.#texts.length - 1;
    const steps = {
      ArrowUp: [Math.max(0, one - 1), other],
      ArrowDown: [Math.min(last, one + 1), other],
      ArrowLeft: [one, Math.max(0, other - 1)],
      ArrowRight: [one, Math.min(last, other + 1)],
      Home: [event.ctrlKey ? 0 : one, 0],
      End: [event.ctrlKey ? last : one, last],
    };
    if (Object.hasOwn(steps, event.key) && !event.altKey && !event.metaKey) {
      event.preventDefault();
      const [row, column] = steps[event.key];
      this.#cells[row][column].focus();
    }
  }

  // One cell is in the tab order: the one that was chosen last.
  #choose([one, other]) {
    const [before, now] = [this.#cells[this.#chosen[0]][this.#chosen[1]], this.#cells[one][other]];
    before.tabIndex = -1;
    before.removeAttribute('aria-describedby');
    now.tabIndex = 0;
    now.setAttribute('aria-describedby', this.#pair.id);
    this.#chosen = [one, other];
    const value = el('strong', {}, cosine(this.#similarities[one][other], 4));
    const text = place => el('span', { class: 'one' }, el('span', { class: 'number' }, String(place + 1)), ' ', quoted(this.#texts[place]), ' ');
    this.#pair.replaceChildren(value, ' ', ...(one === other ? [text(one), 'with itself'] : [text(one), text(other)]));
  }
}

function header(scope, place, text) {
  return el('th', { scope, title: text }, el('span', { class: 'head' }, el('span', { class: 'number' }, String(place + 1)), ' ', el('bdi', { class: 'text' }, text)));
}

function cell(value, isSame) {
  const node = el('td', { tabindex: '-1', class: isSame ? 'same' : null }, cosine(value, 2));
  node.style.setProperty('--heat', Math.min(1, Math.max(0, value)));
  return node;
}

function legend() {
  const steps = Array.from({ length: 11 }, (_, index) => {
    const step = el('span', { class: 'step' });
    step.style.setProperty('--heat', index / 10);
    return step;
  });
  return el('p', { class: 'legend muted small' }, 'unrelated, 0 ', el('span', { class: 'steps', 'aria-hidden': 'true' }, ...steps), ' 1, the same');
}
