// Everything that comes from the runner enters the page through here, as text: a name with markup in it is shown, not obeyed.

export const byId = id => document.getElementById(id);

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(space, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

// Writes only what differs: a live region announces every write, and a transition starts over with each.
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function setIcon(slot, name) {
  if (slot.dataset.icon !== name) {
    slot.dataset.icon = name;
    slot.replaceChildren(icon(name));
  }
}

export function show(node, text) {
  setText(node, text ?? '');
  node.hidden = !text;
}

// Rows that live on from one update to the next, so that a changed one can show that it changed.
export function keyedRows(body) {
  let rows = new Map();
  return (items, keyOf, create, update) => {
    const next = new Map();
    items.forEach((item, index) => {
      let key = keyOf(item);
      while (next.has(key)) {
        key += '+';
      }
      const row = rows.get(key) ?? create(item);
      update(row, item);
      next.set(key, row);
      if (body.children[index] !== row) {
        body.insertBefore(row, body.children[index] ?? null);
      }
    });
    for (const [key, row] of rows) {
      if (next.get(key) !== row) {
        row.remove();
      }
    }
    rows = next;
  };
}
