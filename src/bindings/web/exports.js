// Results as files.

import { save } from "./dom.js";

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

/** A cell by RFC 4180, which no spreadsheet takes for a formula. */
const cell = (value) => {
  if (value === undefined || value === null) return "";
  const text = String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
