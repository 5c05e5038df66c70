// The view of a request: its text, what is found in it, its media, and the edits that make it acceptable.

import { byId, el } from "./dom.js";
import { badge, findingList } from "./findings.js";
import { Media, urlsOf } from "./media.js";
import { onChange, policy, say } from "./settings.js";

const PAUSE = 150;
const SAMPLE = `{
  "model": "seedance-2.0-image-to-video",
  "prompt": "Image 1 wakes up and walks to image 3.",
  "image_urls": ["https://media.example.com/cat.jpg"],
  "duration": 20,
  "resolution": "720P",
  "aspect_ratio": "16:9"
}
`;

export class RequestView {
  #preflight;
  #text = "";
  #media;
  #timer;
  #nodes;

  constructor(preflight, files) {
    this.#preflight = preflight;
    this.#media = new Media(files, () => this.#check());
    this.#build();
    onChange((name) => (name === "language" ? this.#build() : this.#check()));
  }

  /** Shows a request's text. */
  open(text) {
    this.#text = text;
    this.#nodes.area.value = text;
    this.#check();
  }

  /** More is known of the media. */
  refresh() {
    if (this.#text) this.#later();
  }

  #build() {
    const area = el("textarea", { id: "request-text", rows: 18, spellcheck: "false", value: this.#text, autocomplete: "off" });
    area.addEventListener("input", () => {
      this.#text = area.value;
      this.#later();
    });
    const result = el("div", { class: "request-result", "aria-live": "polite" });
    byId("view-request").replaceChildren(
      el(
        "div",
        { class: "two" },
        el(
          "div",
          { class: "card" },
          el("label", { for: "request-text" }, say("requestLabel")),
          el("p", { class: "soft" }, say("requestHint")),
          area,
          el("div", { class: "row" },
            el("button", { type: "button", class: "small", onclick: () => this.open(SAMPLE) }, say("sample")),
            el("button", { type: "button", class: "small", onclick: () => this.open("") }, say("clear"))),
        ),
        el("div", { class: "card" }, result),
      ),
    );
    this.#nodes = { area, result };
    this.#check();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(), PAUSE);
  }

  #check() {
    const { result } = this.#nodes;
    if (this.#text.trim() === "") {
      result.replaceChildren(el("p", { class: "soft" }, say("emptyRequest")));
      return;
    }
    const urls = urlsOf(this.#text);
    const assets = this.#media.assets([...new Set(urls.values())]);
    const options = { ...policy(), name: "request.json" };
    const report = this.#preflight.checkRequest(this.#text, assets, options);
    const places = this.#places(report.findings);
    result.replaceChildren(
      el("p", { class: "verdict-line" }, badge(report.verdict), " ", el("span", { class: "soft" }, outputOf(report))),
      findingList(this.#preflight, report.findings, (finding) => this.#place(finding, places)),
      ...this.#edits(report, assets, options),
      ...this.#assets(report, urls),
    );
  }

  #places(findings) {
    const pointers = [...new Set(findings.map(({ pointer }) => pointer).filter(Boolean))];
    const found = this.#preflight.locate(this.#text, pointers);
    return new Map(pointers.map((pointer, index) => [pointer, found[index]]));
  }

  /** A button that leads to the line. */
  #place({ pointer }, places) {
    const place = places.get(pointer);
    if (!place) return pointer ? el("code", {}, pointer) : null;
    const go = () => {
      const { area } = this.#nodes;
      const lines = this.#text.split("\n");
      const start = lines.slice(0, place.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
      area.focus();
      area.setSelectionRange(start, start + lines[place.line - 1].length);
      area.scrollTop = (place.line - 4) * (area.scrollHeight / lines.length);
    };
    return el("button", { type: "button", class: "link", onclick: go }, `${say("line", { line: place.line })} ${pointer}`);
  }

  #edits(report, assets, options) {
    if (!report.fix?.edits.length) return [];
    const { body, edits } = this.#preflight.editRequest(this.#text, assets, options);
    const item = ({ message, certain }) => el("li", {}, message, certain ? null : el("span", { class: "soft" }, ` (${say("chosen")})`));
    return [
      el(
        "section",
        { class: "fix" },
        el("h2", {}, say("fix")),
        el("p", {}, say("edits")),
        el("ul", { class: "plain" }, edits.map(item)),
        el("button", { type: "button", class: "primary", onclick: () => this.open(body) }, say("applyEdits")),
      ),
    ];
  }

  #assets(report, urls) {
    if (report.assets.length === 0) return [];
    const rows = report.assets.filter(({ pointer }) => urls.has(pointer)).map((asset) => this.#media.row(asset, urls.get(asset.pointer)));
    return [el("h2", {}, say("media")), el("ul", { class: "assets" }, rows)];
  }
}

/** What comes out, in words. */
export const outputOf = ({ model, output_size: size }) => {
  const pixels = size ? `${size.width}×${size.height}${size.predicted ? ` (${say("predicted")})` : ""}` : null;
  return [model, pixels].filter(Boolean).join(" · ");
};
