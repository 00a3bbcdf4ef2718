// aegis_failures_total{otel_scope_name="Aegis.EmbeddingServer",error_type="overloaded"} 3
const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const escapes = { '\\n': '\n', '\\"': '"', '\\\\': '\\' };
const words = { '+Inf': Infinity, '-Inf': -Infinity, Inf: Infinity };

/** Prometheus text as samples by the name of their metric. */
export function parse(text) {
  const samples = new Map();
  for (const row of text.split('\n')) {
    const match = line.exec(row);
    if (match !== null) {
      const [, name, labels, value] = match;
      if (!samples.has(name)) {
        samples.set(name, []);
      }
      samples.get(name).push({ labels: labelsOf(labels ?? ''), value: numberOf(value) });
    }
  }
  return samples;
}

export const numberOf = text => words[text] ?? Number(text);

const labelsOf = text => Object.fromEntries([...text.matchAll(label)].map(([, name, value]) => [name, value.replace(/\\./g, escaped => escapes[escaped] ?? escaped)]));
