const formats = [0, 1, 2].map(digits => new Intl.NumberFormat('en', { maximumFractionDigits: digits, minimumFractionDigits: digits }));
const instant = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

// Three digits that count: 0.42, 4.20, 42.0, 420.
export function number(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return '–';
  }
  const size = Math.abs(value);
  return formats[size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2].format(value);
}

// For an axis, where trailing zeros are noise.
export const tick = value => String(Number(value.toPrecision(6)));

export const clock = seconds => {
  const whole = Math.max(0, Math.round(seconds));
  const pad = part => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
};

export function length(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  const parts = [[Math.floor(whole / 3600), 'h'], [Math.floor(whole / 60) % 60, 'min'], [whole % 60, 's']];
  return parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`).join(' ');
}

export const time = text => {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : instant.format(date);
};
