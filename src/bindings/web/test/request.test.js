import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

import { opened, root, set, skip } from "./open.js";

const file = (name) => fileURLToPath(new URL(`testdata/${name}`, root));
const verdict = (view) => `return document.querySelector('#view-${view} .verdict-line .badge').textContent`;

test("a request is judged as it is pasted, with its media, and mended", { skip }, () =>
  opened(async (browser) => {
    await browser.click("#tab-request");
    const body = { model: "seedance-2.0-image-to-video", prompt: "Go.", image_urls: ["https://media.example.com/photo.jpg"], resolution: "720P", duration: 20 };
    await set(browser, "request-text", JSON.stringify(body, null, 2));
    await browser.until("return document.querySelector('#view-request .finding')");
    assert.equal(await browser.run(verdict("request")), "refused");
    const found = await browser.run("return [...document.querySelectorAll('#view-request .rules code')].map((code) => code.textContent)");
    assert.ok(found.includes("request/duration-out-of-range") && found.includes("fetch/failed"), found.join());
    // The place of a finding is selected in the text.
    await browser.run("[...document.querySelectorAll('#view-request .link')].find((link) => link.textContent.endsWith('/duration')).click()");
    const chosen = await browser.run("const area = document.getElementById('request-text'); return area.value.slice(area.selectionStart, area.selectionEnd)");
    assert.match(chosen, /"duration": 20/);
    await browser.run("document.querySelector('#view-request .fix .primary').click()");
    // The file for the URL.
    await browser.type("#view-request .asset input[type=file]", file("accepted/photo.jpg"));
    await browser.until("return document.querySelector('#view-request .verdict-line .badge').textContent === 'accepted'");
    const text = JSON.parse(await browser.run("return document.getElementById('request-text').value"));
    assert.deepEqual([text.quality, text.duration, "resolution" in text], ["720p", 15, false]);
    await set(browser, "request-text", "{");
    await browser.until("return document.querySelector('#view-request .finding code')?.textContent === 'request/field-type'");
    assert.deepEqual(await browser.log("browser"), []);
  }),
);

test("a request is made from files, a prompt and a size", { skip }, () =>
  opened(async (browser) => {
    await browser.click("#tab-build");
    await set(browser, "prompt", "The cat of image 1 walks through video 2.");
    const slot = (index) => `.slot:nth-of-type(${index}) input[type=file]`;
    await browser.type(slot(1), file("accepted/photo.jpg"));
    await browser.type(slot(2), file("accepted/clip.mp4"));
    await browser.until("return document.querySelectorAll('#view-build .asset .badge').length === 2");
    await browser.until("return document.querySelector('#view-build .total .soft').textContent.startsWith('4 of')");
    const rules = "return [...document.querySelectorAll('#view-build .rules summary code')].map((code) => code.textContent)";
    const unknown = await browser.run(rules);
    assert.deepEqual(unknown, ["request/prompt-names-missing-asset"], "there is no video 2");
    await set(browser, "prompt", "The cat of image 1 walks through video 1.");
    assert.deepEqual(await browser.run(rules), []);
    assert.match(await browser.run("return document.querySelector('.frame').getAttribute('aria-label')"), /1280×720/);
    const body = JSON.parse(await browser.run("return document.querySelector('#view-build pre').textContent"));
    assert.deepEqual([body.image_urls, body.video_urls, body.quality], [["photo.jpg"], ["clip.mp4"], "720p"]);
    // Other files may be checked while a URL is typed.
    await browser.run("window.field = document.querySelector('#view-build .asset input[type=url]')");
    await browser.type("#pick", file("refused/film-rate.mp4"));
    await browser.until("return /^3 files checked/.test(document.getElementById('status').textContent)");
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await browser.run("return window.field.isConnected"), true, "the field is still the same");
    // What was copied can be sent, once the files have their URLs.
    await browser.run("Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => { window.copied = text; return Promise.resolve() } } })");
    await browser.run("[...document.querySelectorAll('#view-build button')].find(({ textContent }) => textContent === 'Copy curl').click()");
    const curl = await browser.until("return window.copied");
    assert.match(curl, /^curl https:\/\/\S+ \\\n/);
    assert.ok(curl.includes('"video_urls": [\n    "clip.mp4"\n  ]'), curl);
    assert.deepEqual(await browser.log("browser"), []);
  }),
);

test("a model is sent only values that it has", { skip }, () =>
  opened(async (browser) => {
    await browser.click("#tab-build");
    const choices = (selector) => browser.run("return [...document.querySelector(arguments[0]).options].map(({ value }) => value)", selector);
    const chosen = "return [...document.querySelectorAll('#view-build select')].map(({ value }) => value)";
    for (const profile of await choices("#profile")) {
      await set(browser, "profile", profile);
      for (const model of await choices("#view-build select")) {
        await browser.run("const node = document.querySelector('#view-build select'); node.value = arguments[0]; node.dispatchEvent(new Event('change'))", model);
        const body = JSON.parse(await browser.run("return document.querySelector('#view-build pre').textContent"));
        assert.deepEqual([body.model, body.aspect_ratio, body.quality], await browser.run(chosen), model);
        const rules = await browser.run("return [...document.querySelectorAll('#view-build .rules summary code')].map((code) => code.textContent)");
        assert.deepEqual(rules.filter((rule) => /aspect-ratio|quality/.test(rule)), [], model);
        // The best of this model, which the next may not have.
        await browser.run("const [, , node] = document.querySelectorAll('#view-build select'); node.value = [...node.options].at(-1).value; node.dispatchEvent(new Event('change'))");
      }
    }
    assert.deepEqual(await browser.log("browser"), []);
  }),
);
