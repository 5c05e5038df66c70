import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { load as loadModule } from "../../../../target/web/npm/node.js";
import { choose, load, opened, page, pick, reports, root, set, skip, testdata } from "./open.js";

const preflight = await loadModule();
const corpus = process.env.PREFLIGHT_CORPUS;
const nativeOf = (paths, options = {}) => paths.map((path) => preflight.checkFile(path, { name: basename(path), ...options }));
const bySource = (all) => [...all].sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

test("reports are those of Node, and nothing is loaded or sent", { skip }, () =>
  opened(async (browser) => {
    const paths = testdata("accepted", "refused", "undecided", "crashes");
    await choose(browser, paths);
    assert.deepEqual(bySource(await reports(browser)), bySource(nativeOf(paths)));
    // By other limits and in another language, from the facts.
    await set(browser, "tolerance", "observed");
    await set(browser, "language", "zh");
    await browser.until("return document.getElementById('status').textContent.startsWith('共检查')");
    await browser.until("return ![...document.querySelectorAll('.row-item .line')].some((line) => /^[a-z ]+ is /.test(line.textContent))");
    assert.deepEqual(bySource(await reports(browser)), bySource(nativeOf(paths, { tolerance: "observed", language: "zh" })));

    const requests = (await browser.log("performance"))
      .map((entry) => JSON.parse(entry).message)
      .filter(({ method }) => method === "Network.requestWillBeSent")
      // The browser's own first page makes many.
      .filter(({ params }) => params.documentURL.startsWith("file:"))
      .map(({ params }) => params.request.url)
      // What is in the page already, and the icons of the browser's own players.
      .filter((url) => !/^(blob|data):/.test(url));
    assert.deepEqual(requests, [page.href], "the page, and nothing else");
    assert.deepEqual(await browser.run("return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith('blob:'))"), []);
    assert.deepEqual(await browser.log("browser"), []);
    const refused = await browser.run("return fetch('http://127.0.0.1:9/').then(() => 'sent', (error) => error.name)");
    assert.equal(refused, "TypeError");
    assert.match((await browser.log("browser")).join(), /Content Security Policy/);
  }),
);

test("thousands of files are judged as in Node, and only the rows in view exist", { skip: skip || (!corpus && "PREFLIGHT_CORPUS names no folder of real files") }, () =>
  opened(async (browser) => {
    const folder = join(corpus, "files");
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    const start = performance.now();
    await choose(browser, paths);
    const seconds = (performance.now() - start) / 1000;
    assert.deepEqual(bySource(await reports(browser)), bySource(nativeOf(paths)));
    assert.ok((await browser.run("return document.querySelectorAll('.row-item').length")) < 60);
    const frames = await browser.run(
      `const list = document.querySelector('.rows');
      return new Promise((resolve) => {
        const times = [];
        let last = performance.now();
        const step = (now) => {
          times.push(now - last);
          last = now;
          list.scrollTop += 500;
          if (times.length < 60) requestAnimationFrame(step);
          else resolve(times.sort((a, b) => a - b)[30]);
        };
        requestAnimationFrame(step);
      })`,
    );
    console.log(`${paths.length} files in ${seconds.toFixed(1)} s; a frame while scrolling takes ${frames.toFixed(1)} ms`);
    assert.deepEqual(await browser.log("browser"), []);
  }),
);

test("a file of 2 GB is judged at once", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "preflight-large-"));
  const path = join(folder, "large.mp4");
  // A box of nothing to the end of the file (ISO 14496-12 §4.2.2: size 0), and no block of the disk.
  const [clip] = testdata("accepted").filter((name) => name.endsWith("clip.mp4"));
  writeFileSync(path, Buffer.concat([readFileSync(clip), Buffer.from([0, 0, 0, 0]), Buffer.from("free")]));
  truncateSync(path, 2 ** 31 + 1);
  return opened(async (browser) => {
    const start = performance.now();
    await choose(browser, [path]);
    const milliseconds = performance.now() - start;
    console.log(`2 GB in ${milliseconds.toFixed(0)} ms`);
    assert.deepEqual(await reports(browser), nativeOf([path]));
    assert.ok(milliseconds < 5000);
  }).finally(() => rmSync(folder, { recursive: true }));
});

test("a dropped file is judged as a chosen one", { skip }, () =>
  opened(async (browser) => {
    await browser.run(
      `const bytes = Uint8Array.from(atob(arguments[0]), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], '<img src=x onerror=alert(1)>.gif'));
      document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))`,
      Buffer.from("GIF89a").toString("base64"),
    );
    await browser.until("return document.querySelector('.row-item .badge')");
    const [report] = await reports(browser);
    // A report as a page has the name as text, too.
    await browser.run("[...document.querySelectorAll('.tools button')].find(({ textContent }) => textContent === 'HTML').click()");
    const page = await browser.run("return window.saved.text()");
    assert.ok(page.includes("&lt;img src=x onerror=alert(1)&gt;.gif") && !page.includes("<img"), page);
    await browser.run("[...document.querySelectorAll('.tools button')].find(({ textContent }) => textContent === 'CSV').click()");
    assert.match(await browser.run("return window.saved.text()"), /^\ufeff?file,verdict,.*\r\n<img src=x onerror=alert\(1\)>\.gif,refused,/);
    assert.deepEqual([report.source, report.verdict], ["<img src=x onerror=alert(1)>.gif", "refused"]);
    assert.equal(await browser.run("return document.querySelector('.row-item .file').textContent"), "<img src=x onerror=alert(1)>.gif");
    assert.deepEqual(await browser.log("browser"), []);
  }),
);

test("an image whose pixels would fill the memory has no picture", { skip }, () =>
  opened(async (browser) => {
    await browser.run("const make = createImageBitmap; window.made = []; createImageBitmap = (file) => { window.made.push(file.name); return make(file) }");
    const folder = mkdtempSync(join(tmpdir(), "preflight-wide-"));
    const paths = [["small.gif", 2], ["wide.gif", 65_535]].map(([name, side]) => {
      const gif = Buffer.from("GIF89a_____\0\0", "latin1");
      gif.writeUInt16LE(side, 6);
      gif.writeUInt16LE(side, 8);
      gif[10] = 0;
      writeFileSync(join(folder, name), gif);
      return join(folder, name);
    });
    await choose(browser, paths);
    await browser.until("return window.made.length > 0 && document.querySelectorAll('.row-item .badge').length === 2");
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.deepEqual([...new Set(await browser.run("return window.made"))], ["small.gif"]);
    rmSync(folder, { recursive: true });
  }),
);

test("a folder gives its media, by their paths in it", { skip }, () =>
  opened(async (browser) => {
    await browser.type("#folder", fileURLToPath(new URL("testdata", root)));
    await browser.until("return /^\\d+ files checked/.test(document.getElementById('status').textContent)");
    const sources = (await reports(browser)).map(({ source }) => source);
    assert.ok(sources.includes("testdata/refused/film-rate.mp4"));
    assert.ok(!sources.some((source) => source.endsWith(".json")));
    assert.match(await browser.run("return document.getElementById('status').textContent"), /\d+ files of other types/);
  }),
);

test("a worker that stops costs only its own file", { skip }, () =>
  opened(async (browser) => {
    await browser.run(
      `const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (message) {
        if (message.file?.name === 'cut.mp4') queueMicrotask(() => this.onerror());
        else postMessage.call(this, message);
      }`,
    );
    const paths = testdata("accepted", "refused");
    await choose(browser, paths);
    const all = await reports(browser);
    const stopped = all.filter(({ findings }) => findings.some(({ rule }) => rule === "media/not-read"));
    assert.deepEqual(stopped.map(({ source, verdict }) => [source, verdict]), [["cut.mp4", "undecided"]]);
    assert.equal(all.length, paths.length);
  }),
);

test("a finding is drawn, explained and fixed", { skip }, () =>
  opened(async (browser) => {
    await choose(browser, testdata("refused"));
    await pick(browser, "film-rate.mp4");
    assert.match(await browser.run("return document.querySelector('.pane .command code').textContent"), /^ffmpeg .*film-rate\.fixed\.mp4$/);
    assert.match(await browser.run("return document.querySelector('.pane .scale').getAttribute('aria-label')"), /^frame rate is 24000\/1001/);
    await browser.run("document.querySelector('.pane .rules summary').click()");
    await browser.until("return document.querySelector('.pane .explanation')?.textContent.includes('video.fps')");
    // The image is made by the page, and is accepted.
    await pick(browser, "too-tall.png");
    await browser.run("document.querySelector('.pane .fix .primary').click()");
    const said = await browser.until("const text = document.querySelector('.pane .fix [role=status]').textContent; return /again|not/i.test(text) && text");
    assert.equal(said, "Saved as too-tall.fixed.png; checked again: accepted.");
    const made = await browser.run("return window.saved.arrayBuffer().then((bytes) => [...new Uint8Array(bytes)])");
    const facts = preflight.probe(new Uint8Array(made));
    assert.deepEqual([facts.format, facts.width, facts.height], ["png", 301, 752]);
    assert.deepEqual(await browser.log("browser"), []);
  }),
);

test("it is used without a mouse", { skip }, () =>
  opened(async (browser) => {
    const [DOWN, END, RIGHT, ENTER] = ["\ue015", "\ue010", "\ue014", "\ue007"];
    await choose(browser, testdata("accepted", "refused"));
    const name = "return document.querySelector('.pane .name').textContent";
    const first = await browser.run(name);
    await browser.type(".rows", DOWN);
    assert.notEqual(await browser.run(name), first);
    await browser.type(".rows", END);
    const active = await browser.run("const list = document.querySelector('.rows'); return document.getElementById(list.getAttribute('aria-activedescendant')).getAttribute('aria-posinset') === document.querySelector('.row-item').getAttribute('aria-setsize')");
    assert.equal(active, true);
    await browser.type("#tab-files", RIGHT);
    assert.equal(await browser.run("return document.getElementById('view-request').hidden"), false);
    // On a phone, one file takes the screen, and gives it back.
    await browser.view({ width: 390, height: 844 });
    await load(browser);
    await choose(browser, testdata("refused"));
    assert.equal(await browser.run("return document.querySelector('dialog').open"), false);
    await browser.type(".rows", ENTER);
    assert.equal(await browser.run("return document.querySelector('dialog').open"), true);
    await browser.type("dialog > button", ENTER);
    assert.equal(await browser.run("return document.querySelector('dialog').open"), false);
  }),
);
