// A finding, wherever it is shown: what was found, the value against its window, what to do, and the rule.

import { el, fileSize } from "./dom.js";
import { scaleOf, shown } from "./scale.js";
import { say, settings } from "./settings.js";

/** Findings as a list; `place` may give a node that leads to the place of a finding. */
export const findingList = (preflight, findings, place = () => null) => {
  if (findings.length === 0) return el("p", { class: "clean" }, say("nothingFound"));
  return el("ul", { class: "findings" }, byCause(findings).map((group) => item(preflight, group, place)));
};

/** What is undecided for one reason is shown together: one damaged header leaves many rules without their facts. */
const byCause = (findings) => {
  const groups = [];
  for (const finding of findings) {
    const cause = finding.outcome === "undecided" && finding.fault ? JSON.stringify(finding.fault) + finding.pointer : null;
    const known = cause && groups.find((group) => group.cause === cause);
    if (known) known.rules.push(finding.rule);
    else groups.push({ cause, finding, rules: [finding.rule] });
  }
  return groups;
};

const item = (preflight, { finding, rules }, place) => {
  const kind = finding.outcome === "undecided" ? "undecided" : finding.severity;
  return el(
    "li",
    { class: `finding ${kind}` },
    el("p", { class: "what" }, badge(kind), " ", finding.message),
    scaleOf(finding),
    el("p", { class: "help" }, finding.help),
    el("div", { class: "rules" }, place(finding), rules.map((rule) => explained(preflight, rule))),
  );
};

/** A word with a shape, so that colour is not all that tells it. */
export const badge = (kind) => el("span", { class: `badge ${kind}` }, say(kind));

/** The id of a rule, which opens its explanation. */
const explained = (preflight, rule) => {
  const body = el("div", { class: "explanation" });
  const details = el("details", {}, el("summary", {}, el("code", {}, rule), el("span", { class: "unseen" }, ` ${say("explainRule")}`)), body);
  details.addEventListener("toggle", () => {
    if (details.open && !body.firstChild) fill(body, preflight.explain(rule, { profile: settings.profile, language: settings.language }));
  });
  return details;
};

const fill = (body, { summary, explanation, limits, passes, fails }) => {
  const example = (kind, it) => it && el("li", {}, el("span", { class: `badge ${kind}` }, say(kind)), " ", it.input);
  body.append(
    el("p", {}, el("strong", {}, summary)),
    el("p", {}, explanation),
    ...limits.map(({ path, text, source }) =>
      el("p", {}, el("code", {}, path), " ", text, source ? el("span", { class: "soft" }, ` · ${source}`) : null),
    ),
    el("ul", { class: "examples" }, example("refused", fails), example("accepted", passes)),
  );
};

/** Facts in a few words. */
export const summaryOf = ({ format, display_width: width, display_height: height, fps, duration, sample_rate: rate, bytes, ...facts }) => {
  const codecs = [facts.video_codec, facts.audio_codec ?? facts.codec].filter((codec) => codec && codec !== format).join("+");
  const parts = [format === "unknown" ? null : format, codecs || null];
  if (width && height) parts.push(`${width}×${height}`);
  if (fps) parts.push(shown(fps.value, "fps"));
  if (rate) parts.push(`${rate} Hz`);
  if (duration) parts.push(shown(duration.seconds, "s"));
  if (bytes !== undefined) parts.push(fileSize(bytes));
  return parts.filter(Boolean).join(" · ");
};
