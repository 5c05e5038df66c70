// The view in which a request is made: model, prompt, media in their slots, ratio and quality, and what comes of it.

import { byId, copyButton, el, svg } from "./dom.js";
import { badge, findingList, summaryOf } from "./findings.js";
import { outputOf } from "./request.js";
import { onChange, policy, say, settings } from "./settings.js";

const CURL = (body) =>
  `curl https://api.evolink.ai/v1/videos/generations \\\n  -H "Authorization: Bearer $API_KEY" \\\n  -H "Content-Type: application/json" \\\n  -d '${body.replaceAll("'", "'\\''")}'`;

/** The slots of each mode: which field, how many, and what they are called. */
const SLOTS = {
  text: [],
  image: [
    { key: "first_frame", field: "image_urls", most: 1 },
    { key: "last_frame", field: "image_urls", most: 1 },
  ],
  reference: [
    { key: "images", field: "image_urls", count: "images" },
    { key: "videos", field: "video_urls", count: "videos" },
    { key: "audios", field: "audio_urls", count: "audios" },
  ],
};

export class Builder {
  #preflight;
  #files;
  #limits;
  #form = { model: null, prompt: "", ratio: null, quality: null, duration: 5, audio: true };
  /** Media by the key of their slot: `{entry, url}`. */
  #media = {};
  #nodes = {};

  constructor(preflight, files) {
    this.#preflight = preflight;
    this.#files = files;
    this.#build();
    onChange((name) => name !== "shell" && this.#build());
  }

  /** More is known of files. Slots are made again only for media of their own, since someone may be typing a URL there. */
  refresh() {
    const isKnown = ({ entry, shown }) => entry.report === shown;
    if (this.#assets().every(isKnown)) return;
    this.#fillSlots();
    this.#update();
  }

  #build() {
    this.#limits = this.#preflight.profile(settings.profile).request;
    const { models, default_quality: quality, default_aspect_ratio: ratio, default_duration: duration } = this.#limits;
    const form = this.#form;
    if (!models.some(({ id }) => id === form.model)) form.model = models.find(({ mode }) => mode === "reference")?.id ?? models[0].id;
    // A value that this model does not have would not be among those to choose from.
    const known = (value, standard, values) => [value, standard].find((one) => values.includes(one)) ?? values[0];
    form.quality = known(form.quality, quality, this.#qualities());
    form.ratio = known(form.ratio, ratio, this.#ratios());
    form.duration ??= duration;
    const choose = (key, values, label) =>
      el(
        "label",
        { class: "field" },
        el("span", {}, say(label)),
        el("select", { onchange: ({ target }) => this.#set(key, target.value) }, values.map((value) => el("option", { value, selected: value === form[key] }, value))),
      );
    const { min, max } = this.#limits.duration.documented;
    const number = el("input", {
      type: "number",
      min: min?.value,
      max: max?.value,
      value: form.duration,
      oninput: ({ target }) => this.#set("duration", target.value === "" ? null : Number(target.value)),
    });
    const area = el("textarea", { rows: 5, id: "prompt", value: form.prompt, oninput: ({ target }) => this.#set("prompt", target.value) });
    const audio = el("input", { type: "checkbox", checked: form.audio, onchange: ({ target }) => this.#set("audio", target.checked) });
    this.#nodes = {
      slots: el("div", { class: "slots" }),
      totals: el("div", { class: "totals" }),
      frame: el("div", { class: "frame-box" }),
      result: el("div", { "aria-live": "polite" }),
      json: el("pre", { tabindex: 0, "aria-label": "JSON" }, el("code", {})),
      placeholders: el("p", { class: "soft" }, say("placeholders")),
    };
    const { slots, totals, frame, result, json, placeholders } = this.#nodes;
    const body = () => JSON.stringify(this.#body(), null, 2);
    byId("view-build").replaceChildren(
      el(
        "div",
        { class: "two" },
        el(
          "div",
          { class: "card form" },
          choose("model", models.map(({ id }) => id), "model"),
          el("div", { class: "field" }, el("label", { for: "prompt" }, say("prompt")), area, el("p", { class: "soft" }, say("promptHint"))),
          slots,
          totals,
          el(
            "div",
            { class: "fields" },
            choose("ratio", this.#ratios(), "ratio"),
            choose("quality", this.#qualities(), "quality"),
            el("label", { class: "field" }, el("span", {}, say("duration")), number),
            el("label", { class: "check" }, audio, el("span", {}, say("generateAudio"))),
          ),
          frame,
        ),
        el(
          "div",
          { class: "card" },
          result,
          json,
          placeholders,
          el("div", { class: "row" }, copyButton(say("copyJson"), say("copied"), body), copyButton(say("copyCurl"), say("copied"), () => CURL(body()))),
        ),
      ),
    );
    this.#fillSlots();
    this.#update();
  }

  #model() {
    return this.#limits.models.find(({ id }) => id === this.#form.model);
  }

  #mode() {
    return this.#limits.modes.find(({ mode }) => mode === this.#model().mode);
  }

  #ratios() {
    return (this.#model().aspect_ratios ?? this.#mode().aspect_ratios).values;
  }

  #qualities() {
    return this.#model().qualities.values;
  }

  #set(key, value) {
    this.#form[key] = value;
    // Another model has other slots and values.
    if (key === "model") {
      this.#build();
      byId("view-build").querySelector("select").focus();
    } else {
      this.#update();
    }
  }

  #slots() {
    const mode = this.#mode();
    return SLOTS[mode.mode].map((slot) => ({ ...slot, most: slot.most ?? mode[slot.count].max })).filter(({ most }) => most > 0);
  }

  #fillSlots() {
    this.#nodes.slots.replaceChildren(...this.#slots().map((slot) => this.#slot(slot)));
  }

  #slot({ key, most }) {
    const list = (this.#media[key] ??= []);
    const input = el("input", { type: "file", class: "unseen", multiple: most > 1, tabindex: -1, "aria-label": say(key) });
    input.addEventListener("change", () => this.#put(key, most, [...input.files]));
    const node = el(
      "fieldset",
      { class: "slot" },
      el("legend", {}, `${say(key)} `, el("span", { class: "soft" }, `${list.length}/${most}`)),
      el("ul", { class: "assets" }, list.map((asset, index) => this.#filled(key, asset, index))),
      list.length < most
        ? el("button", { type: "button", class: "slot-add", onclick: () => input.click() }, "+ ", say("slotHint"), el("span", { class: "unseen" }, ` (${say(key)})`))
        : null,
      input,
    );
    node.addEventListener("dragover", (event) => event.preventDefault());
    node.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.#put(key, most, [...event.dataTransfer.files]);
    });
    return node;
  }

  #filled(key, asset, index) {
    const { entry } = asset;
    asset.shown = entry.report;
    const url = el("input", { type: "url", value: asset.url, placeholder: "https://…", "aria-label": `${say("urlOf")}: ${entry.name}` });
    url.addEventListener("input", () => {
      asset.url = url.value;
      this.#update();
    });
    const remove = () => {
      this.#media[key].splice(index, 1);
      this.#fillSlots();
      this.#update();
    };
    return el(
      "li",
      { class: "asset" },
      el("span", { class: "texts" }, el("span", { class: "file" }, entry.name), el("span", { class: "soft line" }, entry.report ? summaryOf(entry.report.facts) : say("reading")), url),
      entry.report ? badge(entry.report.verdict) : null,
      el("button", { type: "button", class: "small", "aria-label": say("removeFile", { name: entry.name }), onclick: remove }, "×"),
    );
  }

  #put(key, most, files) {
    const room = most - this.#media[key].length;
    const entries = this.#files.add(files.slice(0, room).map((file) => ({ file, name: file.name, isOfFolder: false })));
    this.#media[key].push(...entries.map((entry) => ({ entry, url: "" })));
    this.#fillSlots();
    this.#update();
  }

  /** The assets in the order of the request's fields. */
  #assets() {
    return this.#slots().flatMap(({ key, field }) => (this.#media[key] ?? []).map((asset) => ({ ...asset, field })));
  }

  #body() {
    const { model, prompt, ratio, quality, duration, audio } = this.#form;
    const fields = {};
    for (const { field, url, entry } of this.#assets()) (fields[field] ??= []).push(url || entry.name);
    return { model, prompt, ...fields, duration: duration ?? undefined, quality, aspect_ratio: ratio, generate_audio: audio };
  }

  #update() {
    const { result, json, totals, frame, placeholders } = this.#nodes;
    const body = this.#body();
    const assets = this.#assets()
      .filter(({ entry }) => entry.report)
      .map(({ url, entry }) => ({ url: url || entry.name, facts: entry.report.facts, name: entry.name, isPlaceholder: url === "" }));
    const report = this.#preflight.checkRequest(body, assets, { ...policy(), name: "request.json" });
    result.replaceChildren(
      el("p", { class: "verdict-line" }, badge(report.verdict), " ", el("span", { class: "soft" }, outputOf(report))),
      findingList(this.#preflight, report.findings, ({ pointer }) => (pointer ? el("code", {}, pointer) : null)),
    );
    placeholders.hidden = this.#assets().every(({ url }) => url !== "");
    json.firstChild.textContent = JSON.stringify(body, null, 2);
    totals.replaceChildren(...this.#totals());
    frame.replaceChildren(drawnSize(report.output_size, this.#form));
  }

  /** The seconds of videos and of audio as bars. */
  #totals() {
    if (this.#mode().mode !== "reference") return [];
    const bar = (key, label, bound) => {
      const most = bound?.documented.max?.value;
      if (!most) return null;
      const parts = (this.#media[key] ?? []).map(({ entry }) => entry.report?.facts.duration?.seconds ?? 0);
      const seconds = Math.round(parts.reduce((sum, part) => sum + part, 0) * 100) / 100;
      const scale = Math.max(most, seconds);
      const pieces = parts.map((part) => {
        const piece = el("span", { class: "piece" });
        piece.style.width = `${(part / scale) * 100}%`;
        return piece;
      });
      const text = say("ofMost", { seconds, most });
      return el(
        "div",
        { class: seconds > most ? "total over" : "total" },
        el("span", {}, say(label)),
        el("span", { class: "track", role: "img", "aria-label": `${say(label)}: ${text}` }, pieces),
        el("span", { class: "soft" }, text),
      );
    };
    const { video_total_duration: video, audio_total_duration: audio } = this.#limits;
    return [bar("videos", "totalVideo", video), bar("audios", "totalAudio", audio)].filter(Boolean);
  }
}

/** The frame of the output, drawn to scale. */
const drawnSize = (size, { quality, ratio }) => {
  if (!size) return el("p", { class: "soft" }, say("noSize"));
  const scale = 110 / Math.max(size.width, size.height);
  const [w, h] = [size.width * scale, size.height * scale];
  const text = `${size.width}×${size.height}`;
  return svg(
    "svg",
    { class: "frame", viewBox: "0 0 240 120", role: "img", "aria-label": `${say("output")}: ${text}, ${ratio}, ${quality}` },
    svg("rect", { class: "frame-shape", x: 60 - w / 2, y: 60 - h / 2, width: w, height: h, rx: 4 }),
    svg("text", { x: 130, y: 56, class: "frame-size" }, text),
    svg("text", { x: 130, y: 76, class: "bound" }, `${ratio} · ${quality}${size.predicted ? ` · ${say("predicted")}` : ""}`),
  );
};
