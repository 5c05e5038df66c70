// The package as its users get it: packed, installed in a fresh folder, with types, bundled.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { Browser, isInstalled } from "../../web/test/browser.js";
import { folder, pathOf } from "./package.js";
import { serve } from "./serve.js";

const app = mkdtempSync(join(tmpdir(), "preflight-app-"));
after(() => rmSync(app, { recursive: true, force: true }));

const run = (command, ...words) => {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: app, encoding: "utf8" });
  return { status, said: `${stdout ?? ""}${stderr ?? ""}` };
};
const succeeds = (...command) => {
  const { status, said } = run(...command);
  assert.equal(status, 0, said);
  return said;
};

cpSync(new URL("./app/", import.meta.url), app, { recursive: true });
const packed = run("npm", "pack", "--silent", "--pack-destination", app, fileURLToPath(folder)).said.trim();
const quiet = ["--silent", "--no-audit", "--no-fund"];
const installed = run("npm", "install", ...quiet, `./${packed}`, "typescript@5", "vite@7", "@types/node@20");
const skip = installed.status !== 0 && `npm cannot install: ${installed.said.slice(0, 200)}`;

test("strict TypeScript takes the types, and Node runs the script", { skip }, () => {
  succeeds("npx", "tsc", "--project", ".");
  const said = succeeds("node", "out/script.js", pathOf("refused/film-rate.mp4"));
  assert.deepEqual(JSON.parse(said), { verdict: "refused", duration: 3.003, command: "ffmpeg", request: "accepted", never: false });
  assert.match(succeeds("npx", "seedance-preflight", "check", pathOf("accepted/photo.jpg")), /^accepted /);
});

test("Vite bundles it, with the module, for a browser", { skip: skip || (!isInstalled && "chromedriver is missing") }, async () => {
  succeeds("npx", "vite", "build", "--logLevel", "warn");
  assert.ok(readdirSync(join(app, "dist/assets")).some((name) => name.endsWith(".wasm")));
  const server = serve(join(app, "dist"));
  const browser = await Browser.start();
  try {
    await browser.open(`http://127.0.0.1:${server.address().port}/`);
    await browser.until("return document.body.dataset.ready");
    await browser.type("input", pathOf("refused/film-rate.mp4"));
    const said = await browser.until("return document.querySelector('output').textContent");
    assert.equal(said, "refused\nvideo/fps-out-of-range fails");
  } finally {
    await browser.stop();
    server.close();
  }
});
