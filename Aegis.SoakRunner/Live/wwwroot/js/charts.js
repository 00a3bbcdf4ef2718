import { Chart } from './chart.js';

const answers = [{ kind: 'ok', label: 'ok' }, { kind: 'refused', label: 'refused', dash: [7, 4] }, { kind: 'failed', label: 'failed', dash: [2, 3] }];
const percentiles = [{ kind: 'p50', label: 'p50' }, { kind: 'p95', label: 'p95', dash: [7, 4] }, { kind: 'p99', label: 'p99', dash: [2, 3] }];

const specs = [
  { id: 'rate', title: 'Answers per second', unit: '1/s', wide: true, perStream: answers },
  { id: 'latency', title: 'Latency', unit: 'ms, log scale', wide: true, log: true, perStream: percentiles },
  { id: 'queue', title: 'Queue depth', unit: 'inputs', lines: [{ kind: 'queue', label: 'waiting', colour: 0 }] },
  { id: 'memory', title: 'Memory of the target', unit: 'MiB', lines: [{ kind: 'workingSet', label: 'working set', colour: 0 }, { kind: 'heap', label: 'managed heap', colour: 1 }] },
  { id: 'cpu', title: 'CPU of the target', unit: 'cores', lines: [{ kind: 'cpu', label: 'used', colour: 0 }] },
];

export class Charts {
  #charts;
  #history;
  #asked = false;

  constructor(place, history) {
    this.#history = history;
    this.#charts = specs.map(spec => new Chart(spec, place));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#charts.forEach(chart => chart.rebuild(history)));
    this.draw();
  }

  // Many ticks may come at once, and a hidden page draws none: one drawing for each frame.
  draw() {
    if (this.#asked) {
      return;
    }
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#charts.forEach(chart => chart.draw(this.#history));
    });
  }
}
