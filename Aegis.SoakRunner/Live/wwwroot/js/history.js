// What the charts draw, in bounded memory: at the cap, neighbours are merged, and from then on a point covers twice the time.

export const cap = 3600;

const mean = (a, countA, b, countB) => (a * countA + b * countB) / (countA + countB);
const worst = (a, countA, b) => Math.max(a, b);

// Rates keep their mean; of latencies and levels the worst is what one looks for.
const merger = key => (/^(ok|refused|failed|cpu)\//.test(key) ? mean : worst);

const join = (merge, a, countA, b, countB) => (a === null ? b : b === null ? a : merge(a, countA, b, countB));

const mebibytes = bytes => (bytes === null ? null : bytes / 1048576);
const measured = latency => (latency > 0 ? latency : null);

function* values(tick) {
  for (const stream of tick.streams) {
    yield [`ok/${stream.stream}`, stream.okPerSecond];
    yield [`refused/${stream.stream}`, stream.refusedPerSecond];
    yield [`failed/${stream.stream}`, stream.failedPerSecond];
    yield [`p50/${stream.stream}`, measured(stream.p50)];
    yield [`p95/${stream.stream}`, measured(stream.p95)];
    yield [`p99/${stream.stream}`, measured(stream.p99)];
  }
  yield ['queue/', tick.queueInputs];
  yield ['workingSet/', mebibytes(tick.workingSetBytes)];
  yield ['heap/', mebibytes(tick.heapBytes)];
  yield ['cpu/', tick.cpuCores];
}

export class History {
  constructor() {
    this.clear();
  }

  clear() {
    this.times = [];
    this.counts = [];
    this.columns = new Map();
    this.streams = [];
    this.perPoint = 1;
  }

  add(tick) {
    const last = this.times.length - 1;
    // A clock that goes back is a new run whose `clear` was missed.
    if (last >= 0 && tick.seconds < this.times[last]) {
      this.clear();
      return this.add(tick);
    }
    if (last >= 0 && this.counts[last] < this.perPoint) {
      this.#mergeInto(last, tick);
    } else {
      this.#append(tick);
    }
    if (this.times.length > cap) {
      this.#thin();
    }
  }

  column(key) {
    return this.columns.get(key) ?? new Array(this.times.length).fill(null);
  }

  #columnFor(key, stream) {
    let column = this.columns.get(key);
    if (!column) {
      column = new Array(this.times.length).fill(null);
      this.columns.set(key, column);
      if (stream !== '' && !this.streams.includes(stream)) {
        this.streams.push(stream);
      }
    }
    return column;
  }

  #append(tick) {
    this.times.push(tick.seconds);
    this.counts.push(1);
    for (const column of this.columns.values()) {
      column.push(null);
    }
    this.#write(this.times.length - 1, tick, () => null);
  }

  #mergeInto(at, tick) {
    this.times[at] = tick.seconds;
    this.#write(at, tick, column => column[at]);
    this.counts[at] += 1;
  }

  #write(at, tick, present) {
    for (const [key, value] of values(tick)) {
      const column = this.#columnFor(key, key.slice(key.indexOf('/') + 1));
      column[at] = join(merger(key), present(column), this.counts[at], value, 1);
    }
  }

  #thin() {
    const pairs = Math.ceil(this.times.length / 2);
    for (const [key, column] of this.columns) {
      const merge = merger(key);
      this.columns.set(key, Array.from({ length: pairs }, (_, pair) => {
        const [a, b] = [2 * pair, 2 * pair + 1];
        return b < column.length ? join(merge, column[a], this.counts[a], column[b], this.counts[b]) : column[a];
      }));
    }
    this.times = Array.from({ length: pairs }, (_, pair) => this.times[2 * pair + 1] ?? this.times[2 * pair]);
    this.counts = Array.from({ length: pairs }, (_, pair) => this.counts[2 * pair] + (this.counts[2 * pair + 1] ?? 0));
    this.perPoint *= 2;
  }
}
