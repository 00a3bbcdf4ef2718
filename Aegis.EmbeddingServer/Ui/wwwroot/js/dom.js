// What comes from a person or from the server enters the page through here, as text: markup in it is shown, not obeyed.

const svgSpace = 'http://www.w3.org/2000/svg';

export const byId = id => document.getElementById(id);

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children);
  return node;
}

export const el = (tag, attributes = {}, ...children) => build(document.createElement(tag), attributes, children);

export const svg = (tag, attributes = {}, ...children) => build(document.createElementNS(svgSpace, tag), attributes, children);

/** Writes only what differs: a live region announces every write. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Hides what says nothing. */
export function say(node, text) {
  setText(node, text);
  node.hidden = text === '';
}

/** A text of somebody's, which may run from right to left without turning what stands beside it. */
export const quoted = text => el('bdi', {}, text);
