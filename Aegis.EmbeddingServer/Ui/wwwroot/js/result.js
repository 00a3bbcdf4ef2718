import { byId, el, quoted, say, setText } from './dom.js';
import { cosine, count, duration } from './format.js';
import { Heatmap, isMany } from './heatmap.js';
import { decode, extremes, matrix } from './vectors.js';

const stages = [['tokenize', 'tokenised'], ['queue', 'queued'], ['inference', 'computed']];

/** Shows an answer for these texts. */
export class Result {
  #heatmap;

  constructor(texts, { answer, headers, seconds }) {
    const vectors = answer.data.map(item => decode(item.embedding));
    const similarities = matrix(vectors);
    const { most, least } = extremes(similarities);
    this.#heatmap = new Heatmap(texts, similarities, [most.one, most.other]);
    byId('heatmap').replaceChildren(this.#heatmap.node);
    byId('result-said').replaceChildren(...said(texts, most, least));
    byId('result-facts').replaceChildren(
      fact('Tokens used', count(answer.usage.prompt_tokens, 'token')),
      fact('Dimensions', String(vectors[0].length)),
      fact('Model', answer.model),
      fact('Time', duration(seconds), breakdown(headers.get('server-timing') ?? '', seconds)));
    say(byId('cut'), '');
    byId('compare').classList.toggle('many', isMany(texts));
    byId('result-empty').hidden = true;
    byId('result').hidden = false;
    byId('result-facts').hidden = false;
    // What is not shown has no lines to read out.
    setText(byId('told'), `Compared ${count(texts.length, 'text')}. ${byId('result-said').innerText}`);
  }

  /**
   * Says that texts were cut.
   * @param {number} number How many.
   * @param {number[] | null} places Which; null where that could not be found out.
   */
  showCut(number, places) {
    const which = places === null || places.length === 0 ? count(number, 'text') : `${places.length === 1 ? 'Line' : 'Lines'} ${places.map(place => place + 1).join(', ')}`;
    const isOne = (places?.length || number) === 1;
    say(byId('cut'), `${which} ${isOne ? 'is' : 'are'} longer than this model takes. ${isOne ? 'It was cut, and its vector stands' : 'They were cut, and their vectors stand'} for what was left.`);
    setText(byId('told'), byId('cut').textContent);
    this.#heatmap.markCut(places ?? []);
  }
}

function said(texts, most, least) {
  const line = (word, { one, other, value }) => el('p', {}, `${word}: ${one + 1} and ${other + 1}, `, el('strong', {}, cosine(value, 2)), el('span', { class: 'texts muted' }, quoted(texts[one]), ' · ', quoted(texts[other])));
  return texts.length === 2 ? [line('Similarity', most)] : [line('Most similar', most), line('Least similar', least)];
}

const fact = (name, value, more) => el('div', {}, el('dt', {}, name), el('dd', {}, value, ...(more ? [more] : [])));

// server-timing: tokenize;dur=0.06, queue;dur=0.01, inference;dur=1.9
function breakdown(timing, seconds) {
  const times = Object.fromEntries([...timing.matchAll(/(\w+);dur=([\d.]+)/g)].map(([, name, milliseconds]) => [name, Number(milliseconds) / 1000]));
  const known = stages.filter(([name]) => Object.hasOwn(times, name)).map(([name, word]) => ({ name, word, time: times[name] }));
  if (known.length === 0) {
    return null;
  }
  const rest = Math.max(0, seconds - known.reduce((total, stage) => total + stage.time, 0));
  const parts = [...known, { name: 'rest', word: 'on the way', time: rest }];
  const bar = el('span', { class: 'bar-of-time', 'aria-hidden': 'true' }, ...parts.map(({ name, time }) => {
    const part = el('span', { class: `part ${name}` });
    part.style.setProperty('flex-grow', time / seconds);
    return part;
  }));
  return el('span', { class: 'breakdown small' }, bar, ...parts.map(({ name, word, time }) => el('span', { class: `stage ${name}` }, `${duration(time)} ${word}`)));
}
