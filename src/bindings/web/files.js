// The view of files: what is dropped, the verdicts, the list, and one file in detail.

import { detailsOf } from "./details.js";
import { announce, byId, el } from "./dom.js";
import { chosen, isMedia } from "./drop.js";
import { saveCsv, saveHtml, saveJson } from "./exports.js";
import { badge, summaryOf } from "./findings.js";
import { List } from "./list.js";
import { onChange, policy, say } from "./settings.js";
import { thumbnail } from "./thumbnails.js";

const VERDICTS = ["refused", "undecided", "accepted"];

export class Files {
  entries = [];
  #preflight;
  #pool;
  #filter = "all";
  #search = "";
  #skipped = 0;
  #round = 0;
  #scheduled = false;
  #nodes;

  constructor(preflight, pool) {
    this.#preflight = preflight;
    this.#pool = pool;
    this.#build();
    onChange((name) => {
      if (name === "language") this.#build();
      if (name !== "shell") this.#checkAgain();
    });
  }

  /** Adds files: `{file, name, isOfFolder}`. */
  add(found) {
    const taken = found.filter(({ name, isOfFolder }) => !isOfFolder || isMedia(name));
    this.#skipped += found.length - taken.length;
    const added = taken.map(({ file, name }) => ({ file, name, report: null, picture: undefined }));
    this.entries.push(...added);
    for (const entry of added) this.#check(entry, { file: entry.file });
    this.#refresh();
    return added;
  }

  #check(entry, job) {
    const round = this.#round;
    this.#pool.check({ ...job, options: { ...policy(), name: entry.name } }, (report) => {
      if (round !== this.#round) return;
      entry.report = report;
      this.#schedule(entry);
      this.onReport?.(entry);
    });
  }

  /** By other limits or in another language: from the facts, without a second look at the files. */
  #checkAgain() {
    this.#round += 1;
    this.#pool.clear();
    for (const entry of this.entries) {
      const facts = entry.report?.facts;
      // A file that was not read is tried again.
      const isRead = facts && !facts.faults?.some(({ kind }) => kind === "io");
      this.#check(entry, isRead ? { facts } : { file: entry.file });
    }
  }

  #clear() {
    this.#round += 1;
    this.#pool.clear();
    this.entries = [];
    this.#skipped = 0;
    [this.#filter, this.#search] = ["all", ""];
    this.#build();
  }

  #build() {
    const picker = (label, folder) => {
      const input = el("input", { type: "file", class: "unseen", multiple: true, id: folder ? "folder" : "pick", webkitdirectory: folder, tabindex: -1 });
      input.setAttribute("aria-label", say(label));
      input.addEventListener("change", () => {
        this.onFiles(chosen(input));
        input.value = "";
      });
      return [el("button", { type: "button", class: folder ? "" : "primary", onclick: () => input.click() }, say(label)), input];
    };
    const list = new List(say("list"), (entry) => rowOf(entry), (entry) => this.#show(entry));
    const pane = el("aside", { class: "pane", "aria-label": say("details") });
    const sheet = el("dialog", { class: "sheet", "aria-label": say("details") });
    const status = el("p", { class: "soft", id: "status" });
    const chips = el("fieldset", { class: "chips" });
    const search = el("input", {
      type: "search",
      placeholder: say("search"),
      "aria-label": say("search"),
      value: this.#search,
      oninput: ({ target }) => {
        this.#search = target.value.toLowerCase();
        this.#refresh();
      },
    });
    const done = () => this.entries.filter(({ report }) => report);
    const tools = el(
      "div",
      { class: "row tools", role: "group", "aria-label": say("exports") },
      el("button", { type: "button", class: "small", onclick: () => saveJson(done()) }, "JSON"),
      el("button", { type: "button", class: "small", onclick: () => saveCsv(done()) }, "CSV"),
      el("button", { type: "button", class: "small", onclick: () => saveHtml(done()) }, "HTML"),
      el("button", { type: "button", class: "small", onclick: () => this.#clear() }, say("clear")),
    );
    const results = el(
      "div",
      { class: "results" },
      el("div", { class: "bar" }, chips, search, tools),
      status,
      el("div", { class: "panes" }, el("div", { class: "master" }, list.node, el("p", { class: "none soft" }, say("noMatch"))), pane),
    );
    const drop = el(
      "div",
      { class: "drop" },
      el("p", { class: "big" }, say("dropHere")),
      el("p", { class: "soft" }, say("dropHint")),
      el("div", { class: "row center" }, picker("chooseFiles", false), picker("chooseFolder", true)),
      el("p", { class: "soft hint" }, say("tryIt")),
    );
    byId("view-files").replaceChildren(drop, results, sheet);
    this.#nodes = { list, pane, sheet, status, chips, results, drop };
    this.#refresh();
    pane.replaceChildren(el("p", { class: "soft" }, say("pickOne")));
  }

  #schedule(entry) {
    this.#nodes.list.update(entry);
    if (this.#nodes.list.chosen === entry && !this.#nodes.sheet.open) this.#fillPane(entry);
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Thousands of results a second need no more than a few drawings.
    setTimeout(() => {
      this.#scheduled = false;
      this.#refresh();
    }, 80);
  }

  #refresh() {
    const { list, status, chips, results, drop } = this.#nodes;
    const { entries } = this;
    results.hidden = entries.length === 0;
    drop.classList.toggle("slim", entries.length > 0);
    const counts = { all: entries.length };
    for (const verdict of VERDICTS) counts[verdict] = entries.filter(({ report }) => report?.verdict === verdict).length;
    const done = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
    const text = done < entries.length ? say("progress", { done, all: entries.length }) : say("checked", counts);
    const skipped = this.#skipped > 0 ? ` ${say("skipped", { count: this.#skipped })}` : "";
    if (status.textContent !== text + skipped) status.textContent = text + skipped;
    if (done === entries.length && done > 0) announce(text);
    // What has to be mended comes first, once nothing moves any more.
    if (done === entries.length) entries.sort((a, b) => VERDICTS.indexOf(a.report.verdict) - VERDICTS.indexOf(b.report.verdict));
    chips.replaceChildren(el("legend", { class: "unseen" }, say("filter")), ...["all", ...VERDICTS].map((verdict) => this.#chip(verdict, counts[verdict])));
    const shown = entries.filter((entry) => this.#matches(entry));
    list.show(shown);
    // Where there is room for details, those of the first file show what there is.
    if (done === entries.length && done > 0 && !list.chosen && this.#hasPane()) list.pick(0);
    results.classList.toggle("empty", shown.length === 0);
  }

  #chip(verdict, count) {
    const input = el("input", { type: "radio", name: "verdict", value: verdict, checked: this.#filter === verdict });
    input.addEventListener("change", () => {
      this.#filter = verdict;
      this.#refresh();
      byId("view-files").querySelector(`input[value=${verdict}]`).focus();
    });
    return el("label", { class: `chip ${verdict}` }, input, el("span", {}, say(verdict === "all" ? "allFiles" : verdict), " ", el("b", {}, String(count))));
  }

  #matches({ name, report }) {
    if (this.#filter !== "all" && report?.verdict !== this.#filter) return false;
    if (!this.#search) return true;
    return name.toLowerCase().includes(this.#search) || Boolean(report?.findings.some(({ rule }) => rule.includes(this.#search)));
  }

  #show(entry) {
    this.#fillPane(entry);
    // On a narrow screen one file takes all of it.
    if (this.#hasPane()) return;
    const { sheet } = this.#nodes;
    const close = el("button", { type: "button", class: "small", onclick: () => sheet.close() }, `‹ ${say("back")}`);
    sheet.replaceChildren(close, ...detailsOf(this.#preflight, entry).filter(Boolean));
    if (!sheet.open) sheet.showModal();
  }

  #hasPane() {
    return getComputedStyle(this.#nodes.pane).display !== "none";
  }

  #fillPane(entry) {
    this.#nodes.pane.replaceChildren(...detailsOf(this.#preflight, entry).filter(Boolean));
    this.#nodes.pane.scrollTop = 0;
  }
}

const rowOf = (entry) => {
  const { name, report } = entry;
  const box = el("span", { class: "thumb", "aria-hidden": "true" }, iconOf(name));
  if (report) queueMicrotask(() => thumbnail(entry, box));
  const [file, folder] = [name.split("/").pop(), name.split("/").slice(0, -1).join("/")];
  const worst = report?.findings.find(({ outcome }) => outcome === "fails") ?? report?.findings.find(({ outcome }) => outcome === "undecided");
  return [
    box,
    el(
      "span",
      { class: "texts" },
      el("span", { class: "file" }, file, folder ? el("span", { class: "soft" }, ` ${folder}`) : null),
      el("span", { class: "soft line" }, report ? (worst?.message ?? summaryOf(report.facts)) : say("reading")),
    ),
    report ? badge(report.verdict) : null,
  ];
};

const iconOf = (name) => (/\.(mp3|wav|m4a|ogg|flac|aac)$/i.test(name) ? "♪" : /\.(mp4|mov|webm|mkv|avi)$/i.test(name) ? "▶" : "▣");
