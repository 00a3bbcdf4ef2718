import { byId, el, icon, keyedRows, setText, show } from './dom.js';
import { length, number, time } from './format.js';
import { reports } from './runner.js';
import { verdicts } from './words.js';

const bodyOf = id => byId(id).tBodies[0];
const cell = (label, ...children) => el('td', { 'data-label': label }, ...children);
const heading = text => el('th', { scope: 'row' }, text);

// The page stays small however long a runner has kept its runs.
const runsShown = 50;

function toggleEmpty(id, items) {
  byId(id).hidden = items.length === 0;
  byId(`${id}-empty`).hidden = items.length > 0;
}

function badge(outcome) {
  const known = Object.hasOwn(verdicts, outcome ?? '');
  return el('span', { class: 'badge', 'data-verdict': known ? outcome : 'none' }, icon(known ? outcome : 'none'), el('span', {}, known ? outcome : 'no verdict'));
}

const streamColumns = [
  ['ok / s', 'okPerSecond'], ['refused / s', 'refusedPerSecond'], ['failed / s', 'failedPerSecond'], ['in flight', 'inFlight'],
  ['p50, ms', 'p50'], ['p95, ms', 'p95'], ['p99, ms', 'p99'],
];

const streamRows = keyedRows(bodyOf('streams'));

export function showStreams(streams) {
  toggleEmpty('streams', streams);
  streamRows(
    streams,
    stream => stream.stream,
    stream => el('tr', {}, heading(stream.stream), ...streamColumns.map(([label, field]) => el('td', { 'data-label': label, 'data-field': field }))),
    (row, stream) => streamColumns.forEach(([, field], index) => {
      const place = row.cells[index + 1];
      setText(place, field === 'inFlight' ? String(stream[field]) : number(stream[field]));
      place.classList.toggle('bad', field === 'failedPerSecond' && stream[field] > 0);
      place.classList.toggle('warn', field === 'refusedPerSecond' && stream[field] > 0);
    }));
}

const gateRows = keyedRows(bodyOf('gates'));

export function showGates(gates, final) {
  toggleEmpty('gates', gates);
  const count = outcome => gates.filter(gate => gate.outcome === outcome).length;
  const counts = ['pass', 'fail', 'inconclusive'].map(outcome => `${count(outcome)} ${outcome}`).join(' · ');
  setText(byId('gates-summary'), gates.length === 0 ? '' : `${final ? 'Final' : 'Provisional, judged after each window'}: ${counts}`);
  gateRows(
    gates,
    gate => JSON.stringify([gate.gate, gate.stream]),
    gate => el(
      'tr', {}, cell('Result'),
      el('th', { scope: 'row' }, el('span', { class: 'gate-name' }, gate.gate), gate.stream === null ? null : el('span', { class: 'tag' }, gate.stream), el('span', { class: 'why' })),
      cell('Measured'), cell('Limit')),
    (row, gate) => {
      const [result, name, measured, limit] = row.cells;
      if (row.dataset.outcome !== gate.outcome) {
        row.dataset.outcome = gate.outcome;
        result.replaceChildren(badge(gate.outcome));
      }
      show(name.querySelector('.why'), gate.explanation);
      setText(measured, gate.measured);
      setText(limit, gate.limit);
    });
}

export function showRuns(runs) {
  toggleEmpty('runs', runs);
  show(byId('runs-older'), runs.length > runsShown ? `${runs.length - runsShown} older runs are kept in the runner's folder.` : '');
  bodyOf('runs').replaceChildren(...runs.slice(0, runsShown).map(run => el(
    'tr', { 'data-run': run.id },
    cell('Verdict', badge(run.outcome)),
    heading(run.profile),
    cell('Started', el('time', { datetime: run.startedAt }, time(run.startedAt))),
    cell('Length', length(run.seconds)),
    cell('Reason', run.reason ?? '–'),
    run.outcome === null ? cell('Report', el('span', { class: 'muted' }, 'none yet')) : cell('Report', reportLinks(run)))));
}

function reportLinks(run) {
  const of = `of ${run.profile}, ${time(run.startedAt)}`;
  return el('span', { class: 'links' }, ...reports(run.id).map(([name, address]) => el('a', { href: address, 'aria-label': `${name} report ${of}` }, name)));
}
