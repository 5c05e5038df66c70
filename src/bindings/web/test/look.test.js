// How the page looks and reads: no finding of axe, nothing wider than the screen, in both languages, light and dark.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { test } from "node:test";

import { WORDS } from "../words.js";
import { axe, choose, load, opened, pick, root, set, skip, testdata } from "./open.js";

const shots = new URL("target/web/screenshots/", root);
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("both languages have the same texts, with the same values", () => {
  const values = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
  assert.deepEqual(Object.keys(WORDS.zh), Object.keys(WORDS.en));
  for (const [key, text] of Object.entries(WORDS.en)) assert.deepEqual(values(WORDS.zh[key]), values(text), key);
});

test("every text of the page is used", () => {
  const folder = new URL("src/bindings/web/", root);
  const names = readdirSync(folder).filter((name) => /\.(js|html)$/.test(name) && name !== "words.js");
  const sources = names.map((name) => readFileSync(new URL(name, folder), "utf8")).join("");
  // Severities come from reports.
  const used = (key) => ["error", "warning", "note"].includes(key) || sources.includes(`"${key}"`);
  assert.deepEqual(Object.keys(WORDS.en).filter((key) => !used(key)), []);
});

const SCHEMES = [
  ["light", "en"],
  ["dark", "zh"],
];

for (const [width, height] of [[390, 844], [820, 1180], [1440, 900]]) {
  test(`it is readable at ${width} pixels`, { skip: skip || (axe === null && "axe-core is missing") }, () =>
    opened(async (browser) => {
      mkdirSync(shots, { recursive: true });
      const source = readFileSync(axe, "utf8");
      const ill = [];
      for (const [scheme, language] of SCHEMES) {
        await browser.view({ width, height, scheme });
        await load(browser);
        await set(browser, "language", language);
        const look = async (name) => {
          await wait(300);
          writeFileSync(new URL(`${width}-${scheme}-${language}-${name}.png`, shots), await browser.screenshot());
          const violations = await browser.run(`${source}\nreturn axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 120), nodes[0].failureSummary]))`);
          ill.push(...violations.map((violation) => [name, scheme, language, ...violation]));
          const wider = await browser.run("return document.documentElement.scrollWidth - innerWidth");
          if (wider > 0) ill.push([name, scheme, language, `${wider} pixels wider than the screen`]);
        };
        await look("empty");
        assert.match(await browser.run("return document.querySelector('footer').textContent"), / seedance-preflight \d+\.\d+\.\d+$/);
        await choose(browser, testdata("accepted", "refused", "undecided"));
        await look("files");
        await pick(browser, "film-rate.mp4");
        await browser.run("const rules = document.querySelector('dialog[open] .rules summary, .pane .rules summary'); rules.click()");
        await look("details");
        await browser.run("document.querySelector('dialog[open]')?.close()");
        await browser.click("#tab-request");
        await browser.run("document.querySelector('#view-request .row button').click()");
        await look("request");
        await browser.click("#tab-build");
        await set(browser, "prompt", "Image 1 walks through video 2.");
        await look("build");
        assert.deepEqual(await browser.log("browser"), []);
      }
      assert.deepEqual(ill, []);
    }),
  );
}
