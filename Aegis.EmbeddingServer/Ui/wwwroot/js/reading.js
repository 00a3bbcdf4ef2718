import { numberOf, parse } from './prometheus.js';

const requests = 'gen_ai_server_request_duration_seconds';

const isAnswered = sample => !sample.labels.error_type;

/** What the page shows of one answer of /metrics; null where the server says nothing. */
export function read(text) {
  const samples = parse(text);
  const all = name => samples.get(name) ?? [];
  const total = name => sum(all(name), all(name));
  const counts = all(`${requests}_count`);
  return {
    answered: sum(counts, counts.filter(isAnswered)),
    failed: sum(counts, counts.filter(sample => !isAnswered(sample))),
    buckets: buckets(all(`${requests}_bucket`).filter(isAnswered)),
    tokens: total('aegis_tokens_total'),
    busySeconds: total('aegis_worker_busy_time_seconds_total'),
    workers: total('aegis_workers'),
    queueRequests: total('aegis_queue_requests'),
    queueInputs: total('aegis_queue_inputs'),
    queueTokens: total('aegis_queue_tokens'),
    serversBehind: total('aegis_gateway_replicas'),
  };
}

/** Of a metric that is there, some samples may be none: that is a zero. A metric that is not there is not known. */
const sum = (metric, chosen) => (metric.length === 0 ? null : chosen.reduce((total, sample) => total + sample.value, 0));

/** Upper bounds, ascending, with how many requests took at most that long. */
function buckets(samples) {
  const counts = new Map();
  for (const { labels, value } of samples) {
    const bound = numberOf(labels.le);
    counts.set(bound, (counts.get(bound) ?? 0) + value);
  }
  return [...counts].sort(([one], [other]) => one - other);
}
