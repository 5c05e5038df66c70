// What of the page cannot be read, or has no name: a list, empty where all is well.
const ill = [];

const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
const opaque = (colour) => (numbers(colour)[3] ?? 1) === 1;

// Relative luminance and contrast ratio: WCAG 2.2, "Relative luminance" and "Contrast ratio".
const luminance = (colour) => {
  const [red, green, blue] = numbers(colour)
    .slice(0, 3)
    .map((channel) => channel / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (first, second) => {
  const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const shownText = (part) =>
  part.getClientRects().length > 0 &&
  !part.closest("script, style, svg, option, .unseen, :disabled") &&
  [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
let texts = 0;
for (const part of document.querySelectorAll("body *")) {
  if (!shownText(part)) continue;
  texts += 1;
  let backdrop = part;
  while (backdrop && !opaque(getComputedStyle(backdrop).backgroundColor)) backdrop = backdrop.parentElement;
  const ratio = contrast(getComputedStyle(part).color, getComputedStyle(backdrop ?? document.body).backgroundColor);
  if (ratio < 4.5) ill.push(`contrast ${ratio.toFixed(2)}: ${part.outerHTML.slice(0, 80)}`);
}
if (texts < 50) ill.push(`only ${texts} texts were looked at`);

for (const control of document.querySelectorAll("button, input, select, a")) {
  const name = control.getAttribute("aria-label") || control.textContent.trim() || control.labels?.[0]?.textContent.trim();
  if (!name) ill.push(`no name: ${control.outerHTML.slice(0, 80)}`);
}
const ids = [...document.querySelectorAll("[id]")].map((part) => part.id);
for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) ill.push(`twice: #${id}`);
for (const use of document.querySelectorAll("use")) {
  if (!document.querySelector(use.getAttribute("href"))) ill.push(`no picture: ${use.getAttribute("href")}`);
}
const root = document.documentElement;
if (root.scrollWidth > innerWidth) {
  const wide = [...document.querySelectorAll("body *")].filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5);
  ill.push(`wider than the screen by ${root.scrollWidth - innerWidth}: ${wide.map((part) => part.outerHTML.slice(0, 60)).slice(0, 3)}`);
}
return ill;
