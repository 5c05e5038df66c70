// A value against the window that is accepted, drawn to scale.

import { svg } from "./dom.js";
import { say } from "./settings.js";

const [WIDTH, HEIGHT, TRACK] = [320, 60, 36];

/** The number of a typed value, or null for names. */
export const numberOf = (value) => {
  if (typeof value === "number") return value;
  return value?.value ?? value?.seconds ?? null;
};

/** The drawing for a finding; null if it has no value or no window. */
export const scaleOf = ({ actual, expected, observed, unit, message }) => {
  const value = numberOf(actual);
  const [min, max] = [numberOf(expected?.min), numberOf(expected?.max)];
  if (value === null || (min === null && max === null)) return null;
  const [from, to] = domainOf([value, min, max, numberOf(observed?.min), numberOf(observed?.max)], min, max);
  const isLog = from > 0 && to / from > 40;
  const position = (number) => {
    const share = isLog ? Math.log(number / from) / Math.log(to / from) : (number - from) / (to - from);
    return Math.round(Math.max(0, Math.min(1, share)) * WIDTH * 10) / 10;
  };
  const span = (low, high, name) => {
    const start = position(low ?? from);
    const width = Math.max(2, position(high ?? to) - start);
    return svg("rect", { class: name, x: start, y: TRACK - 5, width, height: 10, rx: 3 });
  };
  const isInside = (min === null || value >= min) && (max === null || value <= max);
  const at = position(value);
  const marker = svg("path", {
    class: isInside ? "marker inside" : "marker",
    d: `M${at} ${TRACK - 7}l-5 -9h10z M${at - 1} ${TRACK - 7}h2v14h-2z`,
  });
  const label = (number, name) =>
    number === null
      ? null
      : svg("text", { class: name, x: position(number), y: HEIGHT - 4, "text-anchor": anchorOf(position(number)) }, shown(number, unit));
  const isNarrow = min !== null && max !== null && position(max) - position(min) < 60;
  return svg(
    "svg",
    { class: "scale", viewBox: `-6 0 ${WIDTH + 12} ${HEIGHT}`, role: "img", "aria-label": `${message}. ${say("drawn")}` },
    span(null, null, "track"),
    observed?.min !== undefined || observed?.max !== undefined
      ? span(numberOf(observed.min), numberOf(observed.max), "observed")
      : null,
    span(min, max, "window"),
    label(min, "bound"),
    isNarrow ? null : label(max, "bound"),
    marker,
    svg("text", { class: isInside ? "value inside" : "value", x: at, y: TRACK - 20, "text-anchor": anchorOf(at) }, shown(value, unit)),
  );
};

/** From where to where is drawn: all values, with some room beyond what is open. */
const domainOf = (values, min, max) => {
  const numbers = values.filter((number) => number !== null);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  // What has no upper limit goes on.
  const to = max === null ? high * 1.5 || 1 : high + room;
  const from = min === null ? Math.min(0, low) : low - room;
  return [min !== null && low > 0 && from <= 0 ? low * 0.6 : from, to];
};

const anchorOf = (x) => (x < 30 ? "start" : x > WIDTH - 40 ? "end" : "middle");

export const shown = (number, unit) => {
  if (unit === "bytes") return number >= 1e6 ? `${trimmed(number / 1e6)} MB` : `${trimmed(number / 1000)} kB`;
  const text = number >= 10_000 ? Math.round(number).toLocaleString("en") : trimmed(number);
  return unit && !["w/h", "count"].includes(unit) ? `${text} ${unit}` : text;
};

const trimmed = (number) => String(Math.round(number * 1000) / 1000);
