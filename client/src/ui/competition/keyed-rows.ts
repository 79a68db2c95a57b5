/** Rows that are kept as long as what they stand for is there: what has the focus in one keeps it. */

export interface Row<Item> {
  element: HTMLElement;
  update(item: Item): void;
}

/** Keeps the children of `parent` to one row for each item, in the items' order. */
export function keyedRows<Item>(
  parent: HTMLElement,
  keyOf: (item: Item) => number | string,
  create: (item: Item) => Row<Item>,
): (items: readonly Item[]) => void {
  const rows = new Map<number | string, Row<Item>>();
  return (items) => {
    const wanted = new Set(items.map(keyOf));
    for (const [key, { element }] of rows) {
      if (wanted.has(key)) continue;
      rows.delete(key);
      element.remove();
    }
    const focused = document.activeElement;
    items.forEach((item, n) => {
      const key = keyOf(item);
      const row = rows.get(key) ?? create(item);
      rows.set(key, row);
      row.update(item);
      // A row that stands where it was is not moved: moving takes the focus away.
      if (parent.children[n] !== row.element)
        parent.insertBefore(row.element, parent.children[n] ?? null);
    });
    if (focused instanceof HTMLElement && parent.contains(focused)) {
      if (document.activeElement !== focused) focused.focus({ preventScroll: true });
    }
  };
}
