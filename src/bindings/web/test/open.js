// The page in a browser, as the tests use it.

import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { Browser, isInstalled } from "./browser.js";

export const root = new URL("../../../../", import.meta.url);
export const page = new URL("target/web/seedance-preflight.html", root);
export const skip = !isInstalled && "chromedriver or chromium is missing";

const AXE = new URL("target/web/tools/node_modules/axe-core/axe.min.js", root);
export const axe = existsSync(AXE) ? AXE : null;

export const testdata = (...folders) =>
  folders.flatMap((folder) =>
    readdirSync(new URL(`testdata/${folder}/`, root))
      .filter((name) => !name.endsWith(".tsv"))
      .map((name) => fileURLToPath(new URL(`testdata/${folder}/${name}`, root))),
  );

/** The page, ready, at this size. */
export const opened = async (work, view = { width: 1280, height: 900 }) => {
  const browser = await Browser.start();
  try {
    await browser.view(view);
    await load(browser);
    await work(browser);
  } finally {
    await browser.stop();
  }
};

export const load = async (browser) => {
  await browser.open(page);
  await browser.until("return document.body.dataset.ready");
  // What the page saves is also kept where a test finds it.
  await browser.run("const make = URL.createObjectURL; URL.createObjectURL = (blob) => { if (!(blob instanceof File)) window.saved = blob; return make(blob) }");
};

export const choose = async (browser, paths) => {
  await browser.type("#pick", paths.join("\n"));
  await browser.until("return /^\\d+ files checked|^共检查/.test(document.getElementById('status').textContent)");
};

/** The reports that the page has, as it saves them. */
export const reports = async (browser) => {
  await browser.run("[...document.querySelectorAll('.tools button')][0].click()");
  return JSON.parse(await browser.run("return window.saved.text()"));
};

/** Shows the file of this name in detail. */
export const pick = (browser, name) =>
  browser.until(
    `const list = document.querySelector('.rows');
    const row = [...document.querySelectorAll('.row-item')].find((row) => row.querySelector('.file').textContent === arguments[0]);
    if (row) { row.click(); return true; }
    list.scrollTop = (list.scrollTop + list.clientHeight) % list.scrollHeight;
    return false;`,
    name,
  );

export const set = (browser, id, value) =>
  browser.run(
    `const node = document.getElementById(arguments[0]);
    node.value = arguments[1];
    for (const type of ['input', 'change']) node.dispatchEvent(new Event(type, { bubbles: true }));`,
    id,
    value,
  );
