"use strict";
// Whatever comes from a file becomes text nodes and never markup.
(() => {
  const PAGE_ROWS = 50;
  const VERDICTS = ["refused", "undecided", "accepted"];
  const WEIGHT = { error: 2, warning: 1, note: 0 };

  const byId = (id) => document.getElementById(id);
  const embedded = (id) => JSON.parse(byId(id).textContent);
  const summary = embedded("summary");
  const translations = embedded("words");
  const rows = embedded("rows").map(prepare);

  const state = { verdict: "", rule: "", format: "", text: "", column: "verdict", down: false, page: 0 };
  const shared = sharedFolder();
  let ordered = [];
  let matching = [];

  // ---- What a row is ----

  /** A report with what it is filtered, sorted and shown by. */
  function prepare(report, index) {
    const { facts, findings } = report;
    const width = facts.display_width ?? facts.width;
    const height = facts.display_height ?? facts.height;
    const known = width !== undefined && height !== undefined;
    const gravest = (["fails", "undecided", "notes"]
      .map((outcome) => findings.filter((finding) => finding.outcome === outcome))
      .find((list) => list.length > 0) ?? []).reduce(graver, undefined);
    return {
      index,
      report,
      rules: new Set(findings.map((finding) => finding.rule)),
      text: [report.source, ...findings.map((finding) => `${finding.rule} ${finding.message}`)].join("\n").toLowerCase(),
      gravest,
      size: known ? `${width} × ${height}` : "",
      rank: 0,
      keys: {
        verdict: VERDICTS.indexOf(report.verdict),
        file: 0,
        format: 0,
        size: known ? width * height : null,
        ratio: known && height > 0 ? width / height : null,
        duration: facts.duration?.seconds ?? null,
        fps: (facts.nominal_fps ?? facts.fps)?.value ?? null,
        bytes: facts.bytes ?? null,
        findings: findings.length,
      },
    };
  }

  function graver(first, second) {
    return first && WEIGHT[first.severity] >= WEIGHT[second.severity] ? first : second;
  }

  /** Sorts names once, so that every other order compares only numbers. */
  function rank() {
    const byName = [...rows].sort((a, b) => (a.report.source < b.report.source ? -1 : 1));
    byName.forEach((row, place) => {
      row.rank = row.keys.file = place;
    });
    const formats = [...new Set(rows.map((row) => row.report.facts.format))].sort();
    for (const row of rows) row.keys.format = formats.indexOf(row.report.facts.format);
  }

  /** The folder that contains all files, left out of the rows. */
  function sharedFolder() {
    const folder = ({ report }) => report.source.slice(0, report.source.lastIndexOf("/") + 1);
    let common = rows.length > 0 ? folder(rows[0]) : "";
    for (const row of rows) {
      while (!row.report.source.startsWith(common)) common = common.slice(0, common.lastIndexOf("/", common.length - 2) + 1);
    }
    return common;
  }

  // ---- Words ----

  /** A text in the page's language, with values in place of their names in braces. */
  function say(english, values = {}) {
    return (translations.texts[english] ?? english).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  const grouped = (number) => number.toLocaleString("en-US");
  const short = (number, digits) => Number(number.toFixed(digits)).toString();

  function bytes(count) {
    for (const [step, unit] of [[1e9, "GB"], [1e6, "MB"], [1e3, "kB"]]) {
      if (count >= step) return `${(count / step).toFixed(1)} ${unit}`;
    }
    return `${count} B`;
  }

  /** Characters that would not be seen, or would turn what is around them, by their number. */
  function visible(text) {
    const hidden = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2028\u2029\ufff9-\ufffb\ufffe\uffff]/gu;
    return text.replace(hidden, (character) => `\\u{${character.codePointAt(0).toString(16)}}`);
  }

  /** Seconds, to hundredths where that is exact enough. */
  const seconds = (number) => say("{number} s", { number: short(number, number < 0.1 ? 4 : 2) });

  function factWords(value) {
    if (value === true) return say("yes");
    if (value === false) return say("no");
    if (Array.isArray(value)) return value.map(factWords).join("; ");
    if (typeof value === "number") return grouped(value);
    if (value === null || typeof value !== "object") return visible(String(value));
    if ("seconds" in value) return seconds(value.seconds);
    if ("den" in value) {
      return value.den === 1 ? grouped(value.num) : `${value.num}/${value.den} (${short(value.num / value.den, 3)})`;
    }
    return Object.entries(value).map(([name, part]) => `${name}: ${factWords(part)}`).join(", ");
  }

  // ---- Elements ----

  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key.includes("-") || key === "colspan" || key === "scope") made.setAttribute(key, value);
      else made[key] = value;
    }
    made.append(...children);
    return made;
  }

  /** A paragraph with what is between backticks as code. */
  function prose(className, text) {
    const parts = visible(text).split(/`([^`]*)`/);
    return element("p", { className }, ...parts.map((part, place) => (place % 2 ? element("code", {}, part) : part)));
  }

  function icon(name, kind = name) {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    picture.setAttribute("class", `icon ${kind}`);
    picture.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(space, "use");
    use.setAttribute("href", `#icon-${name}`);
    picture.append(use);
    return picture;
  }

  const COLUMNS = [
    { id: "verdict", title: say("Verdict"), cell: ({ report }) => [icon(report.verdict), " ", element("span", { className: `word ${report.verdict}` }, say(report.verdict))] },
    { id: "file", title: say("File"), cell: (row) => [opener(row)] },
    { id: "format", title: say("Format"), cell: ({ report }) => [report.facts.format] },
    { id: "size", title: say("Size"), number: true, cell: (row) => [row.size] },
    { id: "ratio", title: say("Ratio"), number: true, cell: ({ keys }) => [keys.ratio === null ? "" : short(keys.ratio, 3)] },
    { id: "duration", title: say("Duration"), number: true, cell: ({ keys }) => [keys.duration === null ? "" : seconds(keys.duration)] },
    { id: "fps", title: say("Rate"), number: true, cell: ({ keys }) => [keys.fps === null ? "" : `${short(keys.fps, 3)} fps`] },
    { id: "bytes", title: say("Bytes"), number: true, cell: ({ keys }) => [keys.bytes === null ? "" : bytes(keys.bytes)] },
    { id: "findings", title: say("Findings"), why: true, cell: why },
  ];

  function opener(row) {
    const source = row.report.source.slice(shared.length);
    const cut = source.lastIndexOf("/") + 1;
    const name = element("bdi", { className: "name" }, visible(source.slice(cut)));
    const button = element("button", { type: "button", className: "opener", "aria-expanded": "false" }, icon("chevron"), name);
    if (cut > 0) button.append(element("bdi", { className: "folder" }, visible(source.slice(0, cut))));
    return button;
  }

  function why({ gravest, report }) {
    if (!gravest) return [];
    const message = prose("message", gravest.message);
    const text = element("div", { className: "text" }, message, prose("help", gravest.help));
    const words = element("div", {}, text);
    const rest = report.findings.length - 1;
    if (rest > 0) words.append(element("small", { title: say("{rest} more", { rest }), "aria-label": say("{rest} more", { rest }) }, `+${rest}`));
    return [words];
  }

  function rowElement(row) {
    const cells = COLUMNS.map((column) => {
      const kind = column.id === "verdict" || column.id === "file" ? column.id : `c-${column.id}`;
      const className = `${kind}${column.number ? " number" : ""}${column.why ? " why" : ""}`;
      const content = column.cell(row).filter((part) => part !== "");
      return element("td", { className }, ...content);
    });
    const made = element("tr", { className: "row" }, ...cells);
    made.dataset.index = row.index;
    return made;
  }

  // ---- Details ----

  /** Opens or closes a row. */
  function toggle(tr) {
    const button = tr.querySelector(".opener");
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    tr.classList.toggle("open", !open);
    if (open) {
      button.removeAttribute("aria-controls");
      tr.nextElementSibling.remove();
      return;
    }
    const row = rows[Number(tr.dataset.index)];
    const id = `details-${row.index}`;
    button.setAttribute("aria-controls", id);
    const cell = element("td", { colspan: COLUMNS.length }, path(row), element("div", { className: "panel" }, findingsOf(row), factsOf(row)));
    tr.after(element("tr", { id, className: "details" }, cell));
  }

  function path({ report }) {
    return element("p", { className: "path" }, element("code", {}, element("bdi", {}, visible(report.source))));
  }

  function findingsOf({ report }) {
    const list = element("ul", { "aria-label": say("Findings") });
    for (const finding of report.findings.filter(({ outcome }) => outcome !== "undecided")) {
      list.append(findingElement(finding.severity, finding.message, finding.help, [finding.rule], finding.source));
    }
    // One damaged header leaves many rules without their facts, for one reason.
    const undecided = report.findings.filter(({ outcome }) => outcome === "undecided");
    const reasons = new Map();
    for (const finding of undecided) {
      const reason = finding.message.replace(/^.*?(: |：)/, "");
      reasons.set(reason, [...(reasons.get(reason) ?? []), finding]);
    }
    for (const [reason, findings] of reasons) {
      const rules = [...new Set(findings.map(({ rule }) => rule))];
      const message = rules.length > 1 ? say("not decided: {reason}", { reason }) : findings[0].message;
      list.append(findingElement("undecided", message, findings[0].help, rules, ""));
    }
    if (report.findings.length === 0) list.append(element("li", {}, say("No findings.")));
    return element("div", {}, list, ...fixOf(report));
  }

  /** The command that makes the file acceptable, and a button that copies it. */
  function fixOf({ fix }) {
    if (!fix?.shell) return [];
    const command = element("code", {}, visible(fix.shell));
    const button = element("button", { type: "button", className: "copy" }, say("Copy"));
    button.addEventListener("click", async () => {
      button.textContent = (await copied(fix.shell, command)) ? say("Copied") : say("Selected");
    });
    return [element("h3", {}, say("Fix")), element("p", { className: "fix" }, command, button)];
  }

  /** Whether a text is in the clipboard. Where the browser forbids that, `shown` is selected instead. */
  async function copied(text, shown) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      getSelection().selectAllChildren(shown);
      return document.execCommand("copy");
    }
  }

  function findingElement(kind, message, help, rules, source) {
    const origin = element("p", { className: "origin" });
    rules.forEach((rule, place) => origin.append(place > 0 ? ", " : "", element("code", {}, rule)));
    if (source) origin.append(` · ${visible(source)}`);
    const word = element("span", { className: "unseen" }, `${say(kind)}${say(": ")}`);
    const words = prose("message", message);
    words.prepend(word);
    const text = element("div", {}, words, prose("help", help), origin);
    return element("li", { className: `finding is-${kind}` }, icon(kind), text);
  }

  function factsOf(row) {
    const { facts } = row.report;
    const list = element("dl");
    for (const [name, value] of Object.entries(facts)) {
      list.append(element("div", {}, element("dt", {}, translations.facts[name] ?? name.replaceAll("_", " ")), element("dd", {}, factWords(value))));
    }
    const box = element("div", {}, element("h3", {}, say("Facts")));
    const picture = document.querySelector(`figure[data-row="${row.index}"] img`);
    if (picture) box.append(element("img", { src: picture.src, alt: "" }));
    box.append(list);
    return box;
  }

  // ---- Filter, sort, show ----

  function sort() {
    const { column } = state;
    const sign = state.down ? -1 : 1;
    ordered = [...rows].sort((a, b) => {
      const x = a.keys[column];
      const y = b.keys[column];
      if (x === y) return a.rank - b.rank;
      // What was not measured comes last in either direction.
      if (x === null) return 1;
      if (y === null) return -1;
      return x < y ? -sign : sign;
    });
    for (const th of byId("head").children) {
      if (th.dataset.column === column) th.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    }
    byId("order").value = `${column}${state.down ? "-down" : ""}`;
  }

  function filter() {
    const text = state.text.trim().toLowerCase();
    const { verdict, rule, format } = state;
    matching = ordered.filter(
      (row) =>
        (!verdict || row.report.verdict === verdict) &&
        (!rule || row.rules.has(rule)) &&
        (!format || row.report.facts.format === format) &&
        (!text || row.text.includes(text)),
    );
    state.page = 0;
  }

  function show() {
    const first = state.page * PAGE_ROWS;
    const shown = matching.slice(first, first + PAGE_ROWS);
    byId("body").replaceChildren(...shown.map(rowElement));
    const all = matching.length === rows.length;
    const found = grouped(matching.length);
    const files = rows.length === 1 ? say("1 file") : say("{count} files", { count: grouped(rows.length) });
    const status = all ? files : say("{found} of {files}", { found, files });
    byId("status").textContent = shared ? say("{status} below {folder}", { status, folder: visible(shared) }) : status;
    byId("clear").hidden = !(state.verdict || state.rule || state.format || state.text);
    byId("nothing").hidden = matching.length > 0;
    const pages = Math.ceil(matching.length / PAGE_ROWS);
    byId("pager").hidden = pages < 2;
    byId("place").textContent = say("{first} – {last} of {count}", {
      first: grouped(first + 1),
      last: grouped(first + shown.length),
      count: found,
    });
    byId("previous").disabled = state.page === 0;
    byId("next").disabled = state.page + 1 >= pages;
  }

  function refilter() {
    filter();
    show();
    remember();
  }

  function resort(column, down) {
    Object.assign(state, { column, down });
    sort();
    refilter();
  }

  function turn(pages) {
    state.page += pages;
    show();
    byId("files").scrollIntoView();
  }

  /** Sets filters, and shows them in their controls. */
  function choose(filters) {
    Object.assign(state, filters);
    for (const radio of byId("filters").elements.verdict) radio.checked = radio.value === state.verdict;
    for (const name of ["rule", "format", "text"]) byId(name).value = state[name];
    refilter();
  }

  // ---- The address keeps what is chosen, so that a view can be sent on ----

  function remember() {
    const kept = new URLSearchParams();
    for (const name of ["verdict", "rule", "format", "text"]) if (state[name]) kept.set(name, state[name]);
    if (state.column !== "verdict" || state.down) kept.set("order", `${state.column}${state.down ? "-down" : ""}`);
    try {
      history.replaceState(null, "", `#${kept}`);
    } catch {
      // Some browsers count these calls, and refuse too many of them: then this view is not kept.
    }
  }

  function recall() {
    const kept = new URLSearchParams(location.hash.slice(1));
    const known = (name, values) => (values.includes(kept.get(name)) ? kept.get(name) : "");
    state.verdict = known("verdict", VERDICTS);
    state.rule = known("rule", Object.keys(summary.rules));
    state.format = known("format", Object.keys(summary.formats));
    state.text = kept.get("text") ?? "";
    const [column, down] = (kept.get("order") ?? "").split("-");
    if (COLUMNS.some(({ id }) => id === column)) Object.assign(state, { column, down: down === "down" });
  }

  // ---- Wiring ----

  function build() {
    for (const { id, title, number } of COLUMNS) {
      const button = element("button", { type: "button" }, title);
      button.addEventListener("click", () => resort(id, state.column === id && !state.down));
      const th = element("th", { scope: "col", className: `c-${id}${number ? " number" : ""}` }, button);
      th.dataset.column = id;
      byId("head").append(th);
      byId("order").append(new Option(say("Sort: {title}", { title }), id), new Option(say("Sort: {title}, descending", { title }), `${id}-down`));
    }
    for (const radio of byId("filters").elements.verdict) {
      const held = radio.value ? rows.filter(({ report }) => report.verdict === radio.value).length : rows.length;
      radio.nextElementSibling.querySelector("b").textContent = grouped(held);
    }
    for (const rule of Object.keys(summary.rules).sort()) byId("rule").append(new Option(rule, rule));
    for (const format of Object.keys(summary.formats).sort()) byId("format").append(new Option(format, format));
    if (rows.length < summary.reported) {
      byId("held").hidden = false;
      byId("held").textContent = say(
        "This page holds {held} of {all} files, those first that are not accepted. The counts above are of all.",
        { held: grouped(rows.length), all: grouped(summary.reported) },
      );
    }
  }

  function listen() {
    const filters = byId("filters");
    filters.addEventListener("submit", (event) => event.preventDefault());
    filters.addEventListener("input", ({ target }) => {
      if (target.id === "order") {
        const [column, down] = target.value.split("-");
        resort(column, down === "down");
      } else {
        state[target.name || target.id] = target.value;
        refilter();
      }
    });
    byId("clear").addEventListener("click", () => {
      choose({ verdict: "", rule: "", format: "", text: "" });
      byId("text").focus();
    });
    byId("previous").addEventListener("click", () => turn(-1));
    byId("next").addEventListener("click", () => turn(1));
    byId("body").addEventListener("click", ({ target }) => {
      const row = target.closest(".row");
      // A click that ends a selection of text does not open a row.
      if (row && getSelection().isCollapsed) toggle(row);
    });
  }

  /** Lets the counts and pictures above lead to their files. */
  function link() {
    const over = (part, label, filters, open) => {
      const button = element("button", { type: "button", className: "over", "aria-label": label });
      button.addEventListener("click", () => {
        choose({ verdict: "", rule: "", format: "", text: "", ...filters });
        if (open) toggle(byId("body").querySelector(`[data-index="${open}"]`) ?? byId("body").firstElementChild);
        byId("files").scrollIntoView();
        byId("files-title").focus({ preventScroll: true });
      });
      part.append(button);
    };
    for (const part of document.querySelectorAll("[data-verdict]")) {
      over(part, say("Show the files that are {verdict}", { verdict: say(part.dataset.verdict) }), { verdict: part.dataset.verdict });
    }
    for (const part of document.querySelectorAll("[data-rule]")) {
      over(part, say("Show the files of {rule}", { rule: part.dataset.rule }), { rule: part.dataset.rule });
    }
    for (const part of document.querySelectorAll("[data-format]")) {
      over(part, say("Show the files of format {format}", { format: part.dataset.format }), { format: part.dataset.format });
    }
    for (const part of document.querySelectorAll("figure[data-row]")) {
      const row = rows[Number(part.dataset.row)];
      if (row) over(part, say("Show {name}", { name: visible(row.report.source) }), { text: row.report.source }, part.dataset.row);
    }
  }

  build();
  rank();
  recall();
  sort();
  byId("table").hidden = false;
  listen();
  link();
  choose({});
})();
