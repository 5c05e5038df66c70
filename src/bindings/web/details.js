// Everything about one file.

import { el } from "./dom.js";
import { badge, findingList, summaryOf } from "./findings.js";
import { fixOf } from "./fixes.js";
import { say } from "./settings.js";

export const detailsOf = (preflight, entry) => {
  const { name, report } = entry;
  if (!report) return [el("p", { class: "soft" }, say("reading"))];
  return [
    preview(entry),
    el("h2", { class: "name" }, name),
    el("p", { class: "verdict-line" }, badge(report.verdict), " ", el("span", { class: "soft" }, summaryOf(report.facts))),
    findingList(preflight, report.findings),
    fixOf(preflight, entry),
    facts(report.facts),
  ];
};

/** The picture, video or audio itself, as far as the browser shows it. */
const preview = ({ file, report, name }) => {
  const { kind } = report.facts;
  if (!["image", "video", "audio"].includes(kind)) return null;
  const media = el(kind === "image" ? "img" : kind, { class: "preview", controls: kind !== "image", preload: "metadata" });
  media.setAttribute(kind === "image" ? "alt" : "aria-label", name);
  const address = URL.createObjectURL(file);
  const box = el("div", { class: `preview-box ${kind}` }, media);
  const done = () => URL.revokeObjectURL(address);
  // What the browser does not decode has no preview.
  media.addEventListener("error", () => box.remove());
  if (kind === "image") media.addEventListener("load", done);
  media.src = address;
  return box;
};

const facts = (facts) => {
  const rows = Object.entries(facts).map(([key, value]) => el("tr", {}, el("th", { scope: "row" }, key), el("td", {}, plain(value))));
  return el(
    "details",
    { class: "facts" },
    el("summary", {}, say("whatIsMeasured")),
    el("table", {}, el("tbody", {}, rows)),
  );
};

const plain = (value) => {
  if (value?.seconds !== undefined) return `${value.ticks}/${value.time_scale} s (${value.seconds})`;
  if (value?.den !== undefined) return value.den === 1 ? String(value.num) : `${value.num}/${value.den} (${value.value})`;
  if (Array.isArray(value)) return value.map(plain).join(" · ");
  if (value !== null && typeof value === "object") return Object.values(value).map(plain).join(" · ");
  return String(value);
};
