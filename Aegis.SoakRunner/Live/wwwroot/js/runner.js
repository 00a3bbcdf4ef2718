// The runner's HTTP interface. Addresses are relative, so that the page also works below a path of a proxy.

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { cache: 'no-store', ...options });
  } catch {
    throw new Error('The runner does not answer.');
  }
  const body = await answer.json().catch(() => null);
  if (!answer.ok) {
    throw new Error(body?.error ?? `The runner answered ${answer.status}.`);
  }
  return body;
}

const post = (path, body) => ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

export const profiles = () => ask('api/profiles');
export const runs = () => ask('api/runs');
export const start = profile => post('api/runs', { profile });
export const stop = () => post('api/stop', {});

export const reports = id => {
  const folder = `runs/${encodeURIComponent(id)}`;
  return [['HTML', `${folder}/report.html`], ['Markdown', `${folder}/report.md`], ['JSON', `${folder}/report.json`], ['JUnit', `${folder}/junit.xml`]];
};

const retryAfter = 2000;

// An EventSource connects again by itself while the server is away, but gives up for good on an answer that is no stream
// (a proxy's 502): then a new one takes its place.
export function listen(events, onLink) {
  const source = new EventSource('api/events');
  for (const [name, handle] of Object.entries(events)) {
    source.addEventListener(name, event => handle(event.data ? JSON.parse(event.data) : null));
  }
  source.addEventListener('open', () => onLink(true));
  source.addEventListener('error', () => {
    onLink(false);
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => listen(events, onLink), retryAfter);
    }
  });
}
