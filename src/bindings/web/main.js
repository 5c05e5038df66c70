// Starts the page: the module, the views, what is dropped anywhere, the language.

import { Preflight } from "../npm/core.js";
import { Builder } from "./builder.js";
import { byId, el } from "./dom.js";
import { dropped } from "./drop.js";
import { Files } from "./files.js";
import { Pool } from "./pool.js";
import { RequestView } from "./request.js";
import { change, onChange, say, settings } from "./settings.js";

const VIEWS = ["files", "request", "build"];

const start = async () => {
  showTexts();
  let preflight;
  let module;
  try {
    module = await WebAssembly.compile(await unpacked(byId("module").textContent));
    preflight = new Preflight(module);
    preflight.profiles();
  } catch (error) {
    byId("starting").textContent = say("notStarted", { reason: error.message });
    return;
  }
  byId("starting").hidden = true;
  const files = new Files(preflight, new Pool(module, preflight));
  const request = new RequestView(preflight, files);
  const builder = new Builder(preflight, files);
  files.onReport = later(() => {
    request.refresh();
    builder.refresh();
  });
  const open = async (found) => {
    const isRequest = ({ name, file }) => /\.json$/i.test(name) && file.size < 2 ** 20;
    const texts = found.filter(isRequest);
    const media = found.filter((one) => !isRequest(one));
    if (texts.length > 0) {
      request.open(await texts[0].file.text());
      show("request");
    }
    if (media.length > 0) files.add(media);
    if (media.length > 0 && texts.length === 0 && current() === "build") show("files");
  };
  files.onFiles = open;
  acceptDrops(open);
  settingsOf(preflight);
  tabs();
  document.body.dataset.ready = "true";
};

/** The module: base64 of gzip. */
const unpacked = async (text) => {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
};

/** Files may be dropped anywhere. */
const acceptDrops = (open) => {
  const mark = (isOver) => document.body.classList.toggle("over", isOver);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    mark(true);
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget === null && mark(false));
  document.addEventListener(
    "drop",
    () => mark(false),
    true,
  );
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    open(await dropped(event.dataTransfer));
  });
};

const settingsOf = (preflight) => {
  const profile = byId("profile");
  const names = () =>
    profile.replaceChildren(
      ...preflight
        .profiles({ language: settings.language })
        .map(({ name, summary }) => el("option", { value: name, title: summary, selected: name === settings.profile }, name)),
    );
  names();
  profile.addEventListener("change", () => change("profile", profile.value));
  byId("tolerance").addEventListener("change", ({ target }) => change("tolerance", target.value));
  const language = byId("language");
  language.value = settings.language;
  language.addEventListener("change", () => change("language", language.value));
  onChange((name) => {
    if (name !== "language") return;
    showTexts();
    names();
  });
};

/** The texts that are in the page from the start. */
const showTexts = () => {
  document.documentElement.lang = settings.language === "zh" ? "zh-Hans" : "en";
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
};

const current = () => VIEWS.find((view) => !byId(`view-${view}`).hidden);

const show = (chosen) => {
  for (const view of VIEWS) {
    byId(`view-${view}`).hidden = view !== chosen;
    const tab = byId(`tab-${view}`);
    tab.setAttribute("aria-selected", String(view === chosen));
    tab.tabIndex = view === chosen ? 0 : -1;
  }
};

/** Tabs by the pattern of ARIA: arrows move, and what is reached is shown. */
const tabs = () => {
  for (const [index, view] of VIEWS.entries()) {
    const tab = byId(`tab-${view}`);
    tab.addEventListener("click", () => show(view));
    tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!step) return;
      const next = VIEWS[(index + step + VIEWS.length) % VIEWS.length];
      show(next);
      byId(`tab-${next}`).focus();
    });
  }
};

/** Calls of `work` that come close together, as one. */
const later = (work) => {
  let timer = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      work();
    }, 100);
  };
};

start();
