import { Charts } from './charts.js';
import { Control } from './control.js';
import { byId } from './dom.js';
import { History } from './history.js';
import * as runner from './runner.js';
import { showLink, showStatus, showVerdict } from './status.js';
import { showGates, showRuns, showStreams } from './tables.js';
import { isBusy } from './words.js';

const history = new History();
const charts = new Charts(byId('charts'), history);
const control = new Control(onState);
let state = null;
let gates = [];
let runs = [];

function onState(next) {
  const over = state !== null && state.status !== next.status && !isBusy(next.status);
  state = next;
  control.setStatus(state.status);
  showStatus(state);
  showJudgement();
  if (over) {
    loadRuns();
  }
}

function showJudgement() {
  if (state !== null) {
    showVerdict(state, gates, runs.find(run => run.id === state.runId)?.reason);
    showGates(gates, !isBusy(state.status));
  }
}

function onTick(tick) {
  history.add(tick);
  showStreams(tick.streams);
  charts.draw();
}

function clear() {
  history.clear();
  gates = [];
  showStreams([]);
  showJudgement();
  charts.draw();
}

async function loadRuns() {
  try {
    runs = await runner.runs();
    showRuns(runs);
    showJudgement();
  } catch (error) {
    control.fail(error);
  }
}

async function loadProfiles() {
  try {
    control.setProfiles(await runner.profiles());
  } catch (error) {
    control.fail(error);
  }
}

showLink('connecting');
showStreams([]);
showGates([], false);
showRuns([]);

runner.listen({
  state: onState,
  history: ticks => {
    history.clear();
    ticks.forEach(tick => history.add(tick));
    showStreams(ticks.at(-1)?.streams ?? []);
    charts.draw();
  },
  tick: onTick,
  gates: next => {
    gates = next;
    showJudgement();
  },
  clear,
}, connected => {
  showLink(connected ? 'open' : 'lost');
  control.setConnected(connected);
  // Also after a lost connection: the runner may be another one now, with other profiles and runs.
  if (connected) {
    loadProfiles();
    loadRuns();
  }
});
