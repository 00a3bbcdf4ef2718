const counters = ['answered', 'failed', 'tokens', 'busySeconds'];

/** Most seconds that a rate looks back. */
export const span = 10;

/** Turns readings of counters into rates and quantiles over the last seconds. */
export class Rates {
  #readings = [];

  /** Forgets what was, as after a time without answers. */
  clear() {
    this.#readings = [];
  }

  /**
   * @param {object} reading What the server says now.
   * @param {number} at When, in seconds of any clock.
   */
  add(reading, at) {
    const last = this.#readings.at(-1);
    // A counter that fell belongs to a server that started anew; after a long gap the numbers would be of another time.
    if (last && (hasFallen(last.reading, reading) || at - last.at > span)) {
      this.clear();
    }
    this.#readings.push({ reading, at });
    while (this.#readings.length > 2 && at - this.#readings[1].at >= span) {
      this.#readings.shift();
    }
    return this.#numbers();
  }

  #numbers() {
    const [oldest, newest] = [this.#readings[0], this.#readings.at(-1)];
    const seconds = newest.at - oldest.at;
    // A series begins with its first event: before it, the counter was 0.
    const rate = name => (seconds > 0 && newest.reading[name] !== null ? (newest.reading[name] - (oldest.reading[name] ?? 0)) / seconds : null);
    const buckets = seconds > 0 ? difference(oldest.reading.buckets, newest.reading.buckets) : [];
    const { workers, queueRequests, queueInputs, queueTokens } = newest.reading;
    const busy = rate('busySeconds');
    return {
      answered: rate('answered'),
      failed: rate('failed'),
      tokens: rate('tokens'),
      p50: quantile(0.5, buckets),
      p95: quantile(0.95, buckets),
      busy: busy !== null && workers > 0 ? Math.min(1, busy / workers) : null,
      workers, queueRequests, queueInputs, queueTokens,
    };
  }
}

const hasFallen = (before, now) => counters.some(name => before[name] !== null && (now[name] === null || now[name] < before[name]));

function difference(before, now) {
  const earlier = new Map(before);
  return now.map(([bound, count]) => [bound, count - (earlier.get(bound) ?? 0)]);
}

/**
 * The value that a share of the requests stays below, evenly spread within its bucket, as Prometheus's
 * histogram_quantile has it; null without requests. Beyond the last bound nothing is known but that bound.
 */
export function quantile(share, buckets) {
  const total = buckets.at(-1)?.[1] ?? 0;
  if (total <= 0) {
    return null;
  }
  const rank = share * total;
  const index = buckets.findIndex(([, count]) => count >= rank);
  const [lower, below] = index > 0 ? buckets[index - 1] : [0, 0];
  const [upper, count] = buckets[index];
  return Number.isFinite(upper) ? lower + ((upper - lower) * (rank - below)) / (count - below) : lower;
}
