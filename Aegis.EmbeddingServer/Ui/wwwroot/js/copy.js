/** Copies the text of an element, and says whether it did; if not, the text is selected. */
export async function copy(node) {
  try {
    await navigator.clipboard.writeText(node.textContent);
    return true;
  } catch {
    // Over plain http from another machine, or without the permission, there is no clipboard to write to.
    getSelection().selectAllChildren(node);
    return document.execCommand('copy');
  }
}
