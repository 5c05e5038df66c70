// The page in Firefox, by WebDriver BiDi: it needs no driver, but a WebSocket, which Node has from version 22 on.
//
//   FIREFOX=/usr/bin/firefox-esr node --experimental-websocket --test src/bindings/web/test/firefox.test.js

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";

import { load } from "../../../../target/web/npm/node.js";
import { page, testdata } from "./open.js";

const firefox = process.env.FIREFOX ?? "firefox-esr";
const skip =
  (typeof WebSocket === "undefined" && "Node has no WebSocket") ||
  (spawnSync(firefox, ["--version"]).status !== 0 && "Firefox is missing");

/** A connection: commands with their results, and the events that came. */
const connected = async (address) => {
  const socket = new WebSocket(`${address}/session`);
  await once(socket, "open");
  const waiting = new Map();
  const events = [];
  socket.onmessage = ({ data }) => {
    const { id, type, result, ...message } = JSON.parse(data);
    if (!waiting.has(id)) return events.push(message);
    const [resolve, reject] = waiting.get(id);
    return type === "success" ? resolve(result) : reject(new Error(message.message));
  };
  const send = (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = waiting.size + 1;
      waiting.set(id, [resolve, reject]);
      socket.send(JSON.stringify({ id, method, params }));
    });
  return { send, events };
};

test("Firefox has the same reports, and loads nothing", { skip }, async () => {
  const profile = mkdtempSync(join(tmpdir(), "preflight-firefox-"));
  const process_ = spawn(firefox, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"]);
  try {
    let said = "";
    const address = await new Promise((resolve, reject) => {
      process_.once("exit", () => reject(new Error(`Firefox ended: ${said}`)));
      process_.stderr.on("data", (part) => {
        said += part;
        const [found] = said.match(/ws:\/\/\S+/) ?? [];
        if (found) resolve(found);
      });
    });
    const { send, events } = await connected(address);
    await send("session.new", { capabilities: {} });
    await send("session.subscribe", { events: ["log.entryAdded", "network.beforeRequestSent"] });
    const [{ context }] = (await send("browsingContext.getTree")).contexts;
    await send("browsingContext.navigate", { context, url: page.href, wait: "complete" });
    const run = async (expression) => (await send("script.evaluate", { expression, target: { context }, awaitPromise: true })).result;
    const until = async (expression) => {
      for (let turn = 0; turn < 600; turn += 1) {
        if ((await run(expression)).value) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`never true: ${expression}`);
    };
    await until("document.body.dataset.ready ?? ''");
    const corpus = process.env.PREFLIGHT_CORPUS;
    const entries = corpus ? readdirSync(join(corpus, "files"), { recursive: true, withFileTypes: true }) : [];
    const files = [...testdata("accepted", "refused"), ...entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name))];
    const input = await run("document.getElementById('pick')");
    await send("input.setFiles", { context, element: { sharedId: input.sharedId }, files });
    await until("/^\\d+ files checked/.test(document.getElementById('status').textContent)");
    await run("{ const make = URL.createObjectURL; URL.createObjectURL = (blob) => { if (!(blob instanceof File)) window.saved = blob; return make.call(URL, blob) } } 1");
    await run("document.querySelector('.tools button').click(); 1");
    const reports = JSON.parse((await run("window.saved.text()")).value);
    const preflight = await load();
    const native = files.map((file) => preflight.checkFile(file, { name: basename(file) }));
    const sorted = (all) => all.map((report) => JSON.stringify(report)).sort();
    assert.deepEqual(sorted(reports), sorted(native));
    console.log(`${files.length} files are equal`);
    const logged = events.filter(({ method }) => method === "log.entryAdded").map(({ params }) => params.text);
    const requests = events.filter(({ method }) => method === "network.beforeRequestSent").map(({ params }) => params.request.url);
    assert.deepEqual([logged, requests.filter((url) => !/^(blob|data|file):/.test(url))], [[], []]);
  } finally {
    if (process_.kill()) await once(process_, "exit");
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
