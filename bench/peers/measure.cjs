// Rates of calls as the other programs print them: per second of processor time, one line a case.
'use strict';

// Of processor time: the SDKs are compiled while they run.
const WARM_UP_SECONDS = 1;

function seconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

exports.measure = (name, unit, repetitions, call) => {
  let calls = 0;
  const begun = seconds();
  while (seconds() - begun < WARM_UP_SECONDS) {
    for (let k = 0; k < 100; k++) call();
    calls += 100;
  }

  // A sample as long as a tenth of the warm-up: long beside the clock's steps.
  const batch = Math.ceil(calls / 10);
  const rates = [];
  for (let i = 0; i < repetitions; i++) {
    const start = seconds();
    for (let k = 0; k < batch; k++) call();
    rates.push(batch / (seconds() - start));
  }
  rates.sort((a, b) => a - b);
  const shown = [rates[0], rates[rates.length >> 1], rates[rates.length - 1]].map(rate => rate.toPrecision(6));
  console.log(['rate', name, unit, ...shown].join('\t'));
};

exports.check = (name, value) => console.log(['check', name, BigInt(value).toString(16).padStart(16, '0')].join('\t'));

exports.repetitions = Number(process.argv[2] ?? 9);
