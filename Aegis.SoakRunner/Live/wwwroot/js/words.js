// Every state and outcome has a word and an icon: colour alone says nothing to many people.

export const verdicts = { pass: 'PASS', fail: 'FAIL', inconclusive: 'INCONCLUSIVE', stopped: 'STOPPED' };

export const statuses = {
  idle: { word: 'Idle', what: 'Choose a profile and start a run.' },
  waiting: { word: 'Waiting for the target', what: 'The run begins when the target is ready.' },
  running: { word: 'Running', what: 'The target is under load.' },
  draining: { word: 'Draining', what: 'No more load: the last answers come in and the target settles.' },
  finished: { word: 'Finished', what: 'The run has a verdict and a report.' },
  failed: { word: 'Failed', what: 'The run could not be made.' },
};

export const isBusy = status => status === 'waiting' || status === 'running' || status === 'draining';
export const canStart = status => status === 'idle' || status === 'finished' || status === 'failed';
export const canStop = status => status === 'waiting' || status === 'running';
