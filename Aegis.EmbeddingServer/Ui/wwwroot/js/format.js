const none = '–';
const formats = [0, 1, 2].map(digits => new Intl.NumberFormat('en', { maximumFractionDigits: digits, minimumFractionDigits: digits }));

const isNumber = value => typeof value === 'number' && Number.isFinite(value);

/** Three digits that count: 0.42, 4.20, 42.0, 420; nothing known: a dash. */
export function number(value) {
  if (!isNumber(value)) {
    return none;
  }
  return formats[value === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2].format(value);
}

export const whole = value => (isNumber(value) ? formats[0].format(value) : none);

/** Seconds as milliseconds up to one second. */
export function duration(seconds) {
  if (!isNumber(seconds)) {
    return none;
  }
  return seconds < 0.9995 ? `${number(seconds * 1000)} ms` : `${number(seconds)} s`;
}

export const percent = ratio => (isNumber(ratio) ? `${formats[0].format(ratio * 100)} %` : none);

/** A cosine with a fixed number of decimals, and no "-0.00". */
export function cosine(value, decimals) {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

export const count = (number, noun) => `${formats[0].format(number)} ${noun}${number === 1 ? '' : 's'}`;
