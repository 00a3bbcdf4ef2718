// The key, kept for this tab. Where the browser keeps nothing for pages, it lasts until the page is left.

const name = 'aegis-key';
const storage = kept();
let value = storage?.getItem(name) ?? '';

function kept() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

export const current = () => value;

export const isThere = () => value !== '';

/** A header carries nothing else, and the server takes no other keys. */
export const isPossible = text => /^[\x21-\x7e]+$/.test(text);

export function set(text) {
  value = text;
  storage?.setItem(name, text);
}

export function forget() {
  value = '';
  storage?.removeItem(name);
}

export const headers = () => (isThere() ? { authorization: `Bearer ${value}` } : {});
