// Results as files.

import { byId, el, save } from "./dom.js";
import { summaryOf } from "./findings.js";
import { say } from "./settings.js";

export const saveJson = (entries) => {
  const text = `[\n${entries.map(({ report }) => JSON.stringify(report)).join(",\n")}\n]\n`;
  save(new Blob([text], { type: "application/json" }), "preflight.json");
};

const COLUMNS = {
  file: ({ report }) => report.source,
  verdict: ({ report }) => report.verdict,
  rules: ({ report }) => [...new Set(report.findings.filter(({ outcome }) => outcome !== "notes").map(({ rule }) => rule))].join(" "),
  messages: ({ report }) => report.findings.filter(({ outcome }) => outcome !== "notes").map(({ message }) => message).join("; "),
  format: ({ report }) => report.facts.format,
  bytes: ({ report }) => report.facts.bytes,
  width: ({ report }) => report.facts.display_width,
  height: ({ report }) => report.facts.display_height,
  seconds: ({ report }) => report.facts.duration?.seconds,
  fps: ({ report }) => report.facts.fps?.value,
  fix: ({ report }) => report.fix?.shell,
};

export const saveCsv = (entries) => {
  const rows = entries.map((entry) => Object.values(COLUMNS).map((of) => cell(of(entry))).join(","));
  // Spreadsheets take a text without this mark for one in another encoding.
  const text = `\ufeff${[Object.keys(COLUMNS).join(","), ...rows].join("\r\n")}\r\n`;
  save(new Blob([text], { type: "text/csv" }), "preflight.csv");
};

/** A page of its own, to send or to print: without scripts. */
export const saveHtml = (entries) => {
  const body = el(
    "body",
    {},
    el("h1", {}, "Seedance preflight"),
    el("p", {}, byId("status").textContent),
    el("table", {}, el("tbody", {}, entries.map(({ report }) => rowOf(report)))),
  );
  const page = `<!doctype html>
<html lang="${document.documentElement.lang}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Seedance preflight</title>
<style>${STYLE}</style>
${body.outerHTML}
</html>
`;
  save(new Blob([page], { type: "text/html" }), "preflight.html");
};

const STYLE = `:root { color-scheme: light dark; } body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } td { border-top: 1px solid #8886; padding: .5rem .75rem .5rem 0; vertical-align: top; overflow-wrap: anywhere; }
ul { margin: 0; padding-left: 1.2rem; } code { font-size: 12px; } .soft { opacity: .75; }`;

const rowOf = ({ source, verdict, facts, findings, fix }) =>
  el(
    "tr",
    {},
    el("td", {}, el("strong", {}, say(verdict))),
    el("td", {}, source, el("br"), el("span", { class: "soft" }, summaryOf(facts))),
    el(
      "td",
      {},
      el("ul", {}, findings.map(({ message, help, rule }) => el("li", {}, message, " ", el("code", {}, rule), el("br"), el("span", { class: "soft" }, help)))),
      fix?.shell ? el("p", {}, el("code", {}, fix.shell)) : null,
    ),
  );

/** A cell by RFC 4180, which no spreadsheet takes for a formula. */
const cell = (value) => {
  if (value === undefined || value === null) return "";
  const text = String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
