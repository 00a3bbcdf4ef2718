import { byId, el, setIcon, setText, show } from './dom.js';
import { clock } from './format.js';
import { reports } from './runner.js';
import { isBusy, statuses, verdicts } from './words.js';

const known = name => Object.hasOwn(statuses, name);

export function showStatus(state) {
  const { word, what } = known(state.status) ? statuses[state.status] : { word: state.status, what: '' };
  byId('status').dataset.status = state.status;
  setIcon(byId('status-icon'), state.status === 'failed' ? 'fail' : known(state.status) ? state.status : 'none');
  setText(byId('status-word'), word);
  setText(byId('status-what'), what);
  show(byId('status-message'), state.message);
  setText(byId('target'), state.target);

  const begun = state.runId !== null && state.totalSeconds > 0;
  const elapsed = Math.min(Math.max(0, state.elapsedSeconds), state.totalSeconds);
  const progress = byId('progress');
  progress.max = begun ? state.totalSeconds : 1;
  progress.value = begun ? elapsed : 0;
  setText(byId('run-profile'), state.profile ?? '–');
  setText(byId('run-phase'), state.phase ?? '–');
  setText(byId('run-elapsed'), begun ? `${clock(elapsed)} of ${clock(state.totalSeconds)}` : '–');
  setText(byId('run-remaining'), begun && isBusy(state.status) ? clock(state.totalSeconds - elapsed) : '–');
  document.title = title(state, word, begun ? Math.floor((100 * elapsed) / state.totalSeconds) : 0);
}

function title(state, word, percent) {
  const verdict = state.status === 'finished' && verdicts[state.verdict];
  const now = verdict || (state.status === 'running' ? `${percent} %` : word);
  return `${now}${state.profile ? ` · ${state.profile}` : ''} · Aegis soak`;
}

// While a run goes on, a verdict is only what would be said if it ended now.
export function showVerdict(state, gates, reason) {
  const over = !isBusy(state.status);
  const verdict = over && Object.hasOwn(verdicts, state.verdict ?? '') ? state.verdict : 'none';
  byId('verdict').dataset.verdict = verdict;
  setIcon(byId('verdict-icon'), verdict);
  setText(byId('verdict-word'), verdicts[verdict] ?? 'No verdict yet');
  setText(byId('verdict-reason'), verdict === 'none' ? soFar(state, gates) : reason ?? '');
  const links = byId('verdict-links');
  links.hidden = verdict === 'none' || state.runId === null;
  if (!links.hidden && links.dataset.run !== state.runId) {
    links.dataset.run = state.runId;
    const [page, ...others] = reports(state.runId);
    links.replaceChildren(
      el('a', { href: page[1], class: 'button' }, 'Open report'),
      ...others.map(([name, address]) => el('a', { href: address }, name)));
  }
}

function soFar(state, gates) {
  if (!isBusy(state.status)) {
    return state.status === 'failed' ? 'The run did not come to one.' : 'A run ends in one.';
  }
  const failing = gates.filter(gate => gate.outcome === 'fail').length;
  if (gates.length === 0) {
    return 'The rubric is judged after each window.';
  }
  return failing > 0 ? `So far ${failing} of ${gates.length} gates would fail.` : `So far none of ${gates.length} gates fails.`;
}

export function showLink(state) {
  const words = { connecting: 'Connecting…', open: 'Connected', lost: 'Connection lost' };
  const pill = byId('link');
  pill.dataset.link = state;
  setText(pill, words[state]);
  show(byId('lost'), state === 'lost' ? 'The connection to the runner is lost. What you see is the last that it sent; the page connects again by itself.' : '');
  document.body.classList.toggle('stale', state === 'lost');
}
