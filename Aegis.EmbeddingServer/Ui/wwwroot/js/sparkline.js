import { svg } from './dom.js';

/** Seconds from one end to the other. */
export const span = 120;

const [width, height, edge] = [120, 36, 2];

/** A small chart of the last two minutes. It says nothing that the value beside it does not say better to a screen reader. */
export class Sparkline {
  #points = [];
  #area = svg('path', { class: 'area' });
  #lines;

  constructor(lines) {
    this.#lines = Array.from({ length: lines }, (_, index) => svg('path', { class: `line line-${index}` }));
    this.node = svg(
      'svg', { class: 'spark', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' },
      svg('path', { class: 'ground', d: `M0 ${height - edge}H${width}` }), this.#area, ...this.#lines);
  }

  /** Adds a value for each line (null: none) and draws. */
  add(values, at) {
    this.#points.push({ values, at });
    while (at - this.#points[0].at > span) {
      this.#points.shift();
    }
    const top = Math.max(...this.#points.flatMap(point => point.values.map(value => value ?? 0))) || 1;
    const x = time => width - ((at - time) / span) * width;
    const y = value => height - edge - (value / top) * (height - 2 * edge);
    this.#lines.forEach((line, index) => line.setAttribute('d', this.#stretches(index).map(stretch => path(stretch, x, y)).join('')));
    this.#area.setAttribute('d', this.#stretches(0).map(stretch => `${path(stretch, x, y)}V${y(0)}H${x(stretch[0].at)}Z`).join(''));
  }

  // Where nothing is known, the line has a gap.
  #stretches(index) {
    const stretches = [[]];
    for (const { values, at } of this.#points) {
      if (values[index] === null) {
        stretches.push([]);
      } else {
        stretches.at(-1).push({ value: values[index], at });
      }
    }
    return stretches.filter(stretch => stretch.length > 1);
  }
}

const path = (stretch, x, y) => `M${stretch.map(({ value, at }) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join('L')}`;
