// The media of a request: which file stands for which URL, and what is known of it.

import { el } from "./dom.js";
import { badge, summaryOf } from "./findings.js";
import { say } from "./settings.js";

export class Media {
  /** Entries of files by URL. */
  #bound = new Map();
  #files;
  #onChange;

  /** `files` is the view of files, which checks them; `onChange` is called when facts are known. */
  constructor(files, onChange) {
    this.#files = files;
    this.#onChange = onChange;
  }

  bind(url, file) {
    const [entry] = this.#files.add([{ file, name: file.name, isOfFolder: false }]);
    this.#bound.set(url, entry);
    this.#onChange();
  }

  unbind(url) {
    this.#bound.delete(url);
    this.#onChange();
  }

  /** The facts of those of `urls` that have a file: the one that was given, or one with the same name. */
  assets(urls) {
    const assets = urls.map((url) => ({ url, entry: this.#entryOf(url) }));
    const known = assets.filter(({ entry }) => entry?.report);
    return known.map(({ url, entry }) => ({ url, facts: entry.report.facts, name: entry.name, isPlaceholder: !/^[a-z][a-z0-9+.-]*:/i.test(url) }));
  }

  #entryOf(url) {
    if (this.#bound.has(url)) return this.#bound.get(url);
    const base = (path) => path.split(/[?#]/)[0].split("/").pop();
    return this.#files.entries.find(({ name }) => base(name) === base(url) && base(url) !== "");
  }

  /** A row for one asset of a report. */
  row({ pointer, source, role, kind }, url) {
    const entry = this.#entryOf(url);
    const input = el("input", { type: "file", class: "unseen", tabindex: -1, "aria-label": `${say("bind")} ${pointer}` });
    input.addEventListener("change", () => this.bind(url, input.files[0]));
    const row = el(
      "li",
      { class: "asset" },
      el("span", { class: "texts" },
        el("span", { class: "file" }, el("code", {}, pointer), " ", source),
        el("span", { class: "soft line" }, role ? `${roleName(role)} · ` : kind ? `${kind} · ` : "", entry?.report ? summaryOf(entry.report.facts) : say("notInspected"))),
      entry?.report ? badge(entry.report.verdict) : null,
      this.#bound.has(url)
        ? el("button", { type: "button", class: "small", onclick: () => this.unbind(url), "aria-label": `${say("unbind")} ${pointer}` }, say("unbind"))
        : [el("button", { type: "button", class: "small", onclick: () => input.click(), "aria-label": `${say("bind")} ${pointer}` }, say("bind")), input],
    );
    row.addEventListener("dragover", (event) => event.preventDefault());
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.dataTransfer.files[0]) this.bind(url, event.dataTransfer.files[0]);
    });
    return row;
  }
}

const roleName = (role) => {
  const names = { reference_image: "images", reference_video: "videos", reference_audio: "audios" };
  return say(names[role] ?? role);
};

/** The URLs of a request's text, by their pointers. */
export const urlsOf = (text) => {
  const urls = new Map();
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return urls;
  }
  for (const field of ["image_urls", "video_urls", "audio_urls"]) {
    const list = Array.isArray(body?.[field]) ? body[field] : [];
    list.forEach((url, index) => typeof url === "string" && urls.set(`/${field}/${index}`, url));
  }
  return urls;
};
