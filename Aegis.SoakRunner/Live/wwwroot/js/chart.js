import { el, setText } from './dom.js';
import { clock, number, tick } from './format.js';

/* global uPlot -- a classic script of index.html */

const height = 210;
const colours = 6;
// A run that has just begun is drawn in a minute's width, not stretched.
const leastSeconds = 60;

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const logRange = (_, least, most) => {
  if (!(least > 0)) {
    return [1, 1000];
  }
  const [low, high] = [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most))];
  return [low, high > low ? high : low * 10];
};

const linearRange = (_, least, most) => (most > 0 ? uPlot.rangeNum(0, most, 0.1, true) : [0, 1]);

/** One chart with its legend: a button for each line, which shows its value under the pointer and hides the line. */
export class Chart {
  #spec;
  #figure;
  #plotPlace;
  #legend;
  #note;
  #plot = null;
  #lines = [];
  #streams = null;
  #hidden = new Set();
  #values = new Map();

  constructor(spec, place) {
    this.#spec = spec;
    this.#plotPlace = el('div', { class: 'plot', role: 'img', 'aria-label': `Chart: ${spec.title}, ${spec.unit}, over time. The values are in the legend.` });
    this.#legend = el('div', { class: 'legend' });
    this.#note = el('p', { class: 'chart-note' });
    const title = el('figcaption', {}, el('h3', {}, spec.title), el('span', { class: 'muted' }, spec.unit));
    this.#figure = el('figure', { class: spec.wide ? 'card chart wide' : 'card chart', id: `chart-${spec.id}`, 'data-points': '0' });
    this.#figure.append(title, el('div', { class: 'plot-frame' }, this.#plotPlace, this.#note), this.#legend);
    place.append(this.#figure);
    new ResizeObserver(() => this.#plot?.setSize({ width: this.#plotPlace.clientWidth, height })).observe(this.#plotPlace);
  }

  draw(history) {
    const streams = JSON.stringify(history.streams);
    if (this.#plot === null || (this.#spec.perStream && streams !== this.#streams)) {
      this.#streams = streams;
      this.rebuild(history);
      return;
    }
    this.#plot.setData(this.#data(history));
    this.#tell(history);
  }

  rebuild(history) {
    this.#plot?.destroy();
    this.#lines = this.#spec.lines
      ? this.#spec.lines.map(line => ({ ...line, stream: '' }))
      : history.streams.flatMap((stream, index) => this.#spec.perStream.map(line => ({ ...line, stream, colour: index % colours })));
    this.#buildLegend();
    this.#plot = new uPlot(this.#options(), this.#data(history), this.#plotPlace);
    this.#tell(history);
  }

  #data(history) {
    return [history.times, ...this.#lines.map(line => history.column(`${line.kind}/${line.stream}`))];
  }

  #tell(history) {
    const known = this.#data(history).slice(1).some(column => column.some(value => value !== null));
    this.#figure.dataset.points = known ? history.times.length : 0;
    setText(this.#note, known ? '' : history.times.length > 0 ? 'Not known for this target' : 'No data yet');
    this.#showValues();
  }

  #showValues() {
    const at = this.#plot?.cursor.idx ?? null;
    this.#lines.forEach((line, index) => {
      const column = this.#plot?.data[index + 1] ?? [];
      setText(this.#values.get(line), number(at === null ? column.at(-1) : column[at]));
    });
  }

  #buildLegend() {
    this.#values.clear();
    const groups = [...new Set(this.#lines.map(line => line.stream))];
    this.#legend.replaceChildren(...groups.map(stream => el(
      'div', { class: 'legend-group' },
      stream === '' ? null : el('span', { class: 'legend-name' }, stream),
      ...this.#lines.filter(line => line.stream === stream).map(line => this.#legendButton(line)))));
  }

  #legendButton(line) {
    const key = `${line.kind}/${line.stream}`;
    const value = el('span', { class: 'legend-value' });
    this.#values.set(line, value);
    const swatch = el('span', { class: `swatch colour-${line.colour} dash-${line.dash?.[0] ?? 0}`, 'aria-hidden': 'true' });
    const button = el('button', { type: 'button', 'aria-pressed': String(!this.#hidden.has(key)), title: 'Show or hide this line' });
    button.append(swatch, el('span', {}, line.label), value);
    button.addEventListener('click', () => {
      const hide = !this.#hidden.has(key);
      this.#hidden[hide ? 'add' : 'delete'](key);
      button.setAttribute('aria-pressed', String(!hide));
      this.#plot.setSeries(this.#lines.indexOf(line) + 1, { show: !hide });
    });
    return button;
  }

  #options() {
    const axis = { stroke: css('--muted'), font: '12px system-ui, sans-serif', grid: { stroke: css('--grid'), width: 1 }, ticks: { show: false } };
    return {
      width: this.#plotPlace.clientWidth,
      height,
      padding: [10, 24, 0, 0],
      legend: { show: false },
      // The pointer shows the same moment in all charts; dragging does nothing, since the next second would undo a zoom.
      cursor: { sync: { key: 'soak' }, drag: { x: false, y: false }, points: { size: 6 } },
      hooks: { setCursor: [() => this.#showValues()] },
      scales: {
        x: { time: false, range: (_, first, last) => (first === null ? [0, leastSeconds] : [first, Math.max(last, first + leastSeconds)]) },
        y: this.#spec.log ? { distr: 3, range: logRange } : { range: linearRange },
      },
      axes: [
        { ...axis, size: 30, space: 64, incrs: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400], values: (_, at) => at.map(clock) },
        { ...axis, size: 52, values: (_, at) => at.map(value => (value === null ? '' : tick(value))) },
      ],
      series: [{}, ...this.#lines.map(line => ({
        label: `${line.stream} ${line.label}`,
        stroke: css(`--line-${line.colour}`),
        width: line.dash ? 1.5 : 2,
        dash: line.dash,
        show: !this.#hidden.has(`${line.kind}/${line.stream}`),
        points: { show: false },
      }))],
    };
  }
}
