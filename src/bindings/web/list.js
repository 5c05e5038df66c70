// A list of any length: only the rows that are in view exist.

import { el } from "./dom.js";

const ROW = 68;
const BEYOND = 6;

export class List {
  #items = [];
  #active = -1;
  #row;
  #onPick;
  #rows = new Map();

  /** `row(item)` gives the content of a row; `onPick(item)` is called when one is chosen. */
  constructor(label, row, onPick) {
    this.#row = row;
    this.#onPick = onPick;
    this.canvas = el("div", { class: "rows-canvas", role: "presentation" });
    this.node = el("div", { class: "rows", role: "listbox", tabindex: 0, "aria-label": label }, this.canvas);
    this.node.addEventListener("scroll", () => this.#draw(), { passive: true });
    this.node.addEventListener("keydown", (event) => this.#onKey(event));
    this.canvas.addEventListener("click", ({ target }) => {
      const row = target.closest("[data-index]");
      if (row) this.pick(Number(row.dataset.index));
    });
    new ResizeObserver(() => this.#draw()).observe(this.node);
  }

  /** Shows these items; the chosen one stays chosen if it is still there. */
  show(items) {
    const chosen = this.#items[this.#active];
    this.#items = items;
    this.#active = chosen ? items.indexOf(chosen) : -1;
    this.canvas.style.height = `${items.length * ROW}px`;
    this.redraw();
  }

  get chosen() {
    return this.#items[this.#active] ?? null;
  }

  /** Draws an item again, if it is in view. */
  update(item) {
    const index = this.#items.indexOf(item);
    if (!this.#rows.has(index)) return;
    this.#rows.get(index).remove();
    this.#rows.delete(index);
    this.#draw();
  }

  redraw() {
    for (const row of this.#rows.values()) row.remove();
    this.#rows.clear();
    this.#draw();
  }

  pick(index) {
    this.#activate(index);
    if (this.chosen) this.#onPick(this.chosen);
  }

  #activate(index) {
    this.#active = Math.max(0, Math.min(this.#items.length - 1, index));
    const top = this.#active * ROW;
    if (top < this.node.scrollTop) this.node.scrollTop = top;
    else if (top + ROW > this.node.scrollTop + this.node.clientHeight) this.node.scrollTop = top + ROW - this.node.clientHeight;
    this.#draw();
    for (const [at, row] of this.#rows) row.setAttribute("aria-selected", String(at === this.#active));
  }

  #draw() {
    const first = Math.max(0, Math.floor(this.node.scrollTop / ROW) - BEYOND);
    const last = Math.min(this.#items.length - 1, Math.ceil((this.node.scrollTop + this.node.clientHeight) / ROW) + BEYOND);
    for (const [index, row] of this.#rows) {
      // The active row is named by `aria-activedescendant`, so it stays.
      if ((index < first || index > last) && index !== this.#active) {
        row.remove();
        this.#rows.delete(index);
      }
    }
    for (let index = first; index <= last; index += 1) if (!this.#rows.has(index)) this.#add(index);
    if (this.#active >= 0 && !this.#rows.has(this.#active)) this.#add(this.#active);
    if (this.#active >= 0) this.node.setAttribute("aria-activedescendant", `row-${this.#active}`);
    else this.node.removeAttribute("aria-activedescendant");
  }

  #add(index) {
    const row = el(
      "div",
      {
        class: "row-item",
        role: "option",
        id: `row-${index}`,
        "data-index": index,
        "aria-selected": String(index === this.#active),
        "aria-posinset": index + 1,
        "aria-setsize": this.#items.length,
      },
    );
    row.style.transform = `translateY(${index * ROW}px)`;
    this.#rows.set(index, row);
    this.canvas.append(row);
    row.append(...this.#row(this.#items[index]));
  }

  #onKey(event) {
    const page = Math.max(1, Math.floor(this.node.clientHeight / ROW) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
    if (step) this.pick(this.#active < 0 ? 0 : this.#active + step);
    else if (event.key === "Home") this.pick(0);
    else if (event.key === "End") this.pick(this.#items.length - 1);
    else if (event.key === "Enter" || event.key === " ") this.pick(Math.max(0, this.#active));
    else return;
    event.preventDefault();
  }
}
