// The package on other runtimes than Node: the same script gives the same JSON.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Browser, isInstalled } from "../../web/test/browser.js";
import { folder, pathOf, root } from "./package.js";
import { serve } from "./serve.js";

const app = fileURLToPath(new URL("target/web/tools/runtimes/", root));
const clip = pathOf("refused/film-rate.mp4");
const manifest = JSON.stringify({ name: "runtimes", private: true, type: "module" });

const run = (command, ...words) => {
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd: app, encoding: "utf8", timeout: 120_000, maxBuffer: 1 << 26 });
  return { status, stdout: stdout ?? "", said: `${stdout ?? ""}${stderr ?? ""}${error ?? ""}` };
};
const succeeds = (...command) => {
  const { status, stdout, said } = run(...command);
  assert.equal(status, 0, said);
  return stdout;
};
const bin = (name) => join(app, "node_modules/.bin", name);

mkdirSync(app, { recursive: true });
cpSync(new URL("./runtimes/", import.meta.url), app, { recursive: true });
copyFileSync(clip, join(app, "film-rate.mp4"));
rmSync(join(app, "dist"), { recursive: true, force: true });
writeFileSync(join(app, "package.json"), manifest);
const pack = run("npm", "pack", "--silent", "--pack-destination", app, fileURLToPath(folder)).stdout.trim();
const quiet = ["--silent", "--no-audit", "--no-fund", "--no-package-lock", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"];
const install = (...packages) => run("npm", "install", ...quiet, ...packages);

/** What a test needs of npm, installed together; without one of them, each by itself. */
const RUNTIMES = { deno: "deno@2", bun: "bun@1", webpack: "webpack@5", workerd: "workerd@1", edge: "@edge-runtime/vm@5" };
// A package of the same version would be kept as it is.
rmSync(join(app, "node_modules/seedance-preflight"), { recursive: true, force: true });
const together = install(`./${pack}`, ...Object.values(RUNTIMES));
const own = together.status === 0 ? together : install(`./${pack}`);
const without = own.status !== 0 && `npm cannot install the package: ${own.said.slice(0, 200)}`;
const skips = {};
for (const [name, wanted] of without ? [] : Object.entries(RUNTIMES)) {
  const { status, said } = together.status === 0 ? together : install(wanted);
  if (status !== 0) skips[name] = `npm cannot install ${wanted}: ${said.slice(0, 200)}`;
}
for (const name of ["deno", "bun", "workerd"]) {
  // Their installation may be forbidden to fetch the program itself, or get one for another machine.
  if (!without && run(bin(name), "--version").status !== 0) skips[name] ??= `${name} does not run here`;
}
const skipOf = (...names) => without || (names.map((name) => skips[name]).find(Boolean) ?? false);

const ofNode = without ? null : JSON.parse(succeeds("node", "paths.js", clip));

test("the script does all that it is compared for", { skip: without }, () => {
  const { bytes, paths } = ofNode;
  assert.equal(bytes.report.verdict, "refused");
  assert.deepEqual(bytes.buffer, bytes.report);
  assert.deepEqual(bytes.blob, bytes.report);
  assert.deepEqual(bytes.fetched.facts.duration, bytes.report.facts.duration);
  assert.ok(bytes.request.findings.some(({ rule }) => rule === "video/fps-out-of-range"), JSON.stringify(bytes.request));
  assert.equal(bytes.fix.command[0], "ffmpeg");
  assert.match(JSON.stringify(bytes.explained), /帧率/);
  assert.equal(bytes.wrong.name, "PreflightError");
  assert.deepEqual(paths.map(({ verdict }) => verdict), ["refused", "undecided", "undecided", "undecided", "undecided"]);
});

for (const [name, ...words] of [["deno", "run", "--no-prompt", "--allow-read"], ["bun"]]) {
  test(`${name} gives what Node gives, also by the command`, { skip: skipOf(name) }, () => {
    assert.deepEqual(JSON.parse(succeeds(bin(name), ...words, "paths.js", clip)), ofNode);
    const command = ["node_modules/seedance-preflight/cli.js", "check", "--json", clip, pathOf("accepted/photo.jpg")];
    const [ours, theirs] = [run("node", ...command), run(bin(name), ...words, ...(name === "deno" ? ["--allow-env"] : []), ...command)];
    assert.deepEqual([theirs.status, theirs.said], [ours.status, ours.said]);
  });
}

test("webpack bundles it for a browser", { skip: skipOf("webpack") || (!isInstalled && "chromedriver is missing") }, async () => {
  succeeds("node", "webpack.js", "browser");
  copyFileSync(join(app, "index.html"), join(app, "dist/index.html"));
  assert.equal(readdirSync(join(app, "dist")).filter((name) => name.endsWith(".wasm")).length, 1);
  const server = serve(join(app, "dist"));
  const browser = await Browser.start();
  try {
    await browser.open(`http://127.0.0.1:${server.address().port}/`);
    await browser.until("return document.body.dataset.ready");
    await browser.type("input", clip);
    const said = await browser.until("return document.querySelector('output').textContent");
    assert.deepEqual(JSON.parse(said), ofNode.bytes);
  } finally {
    await browser.stop();
    server.close();
  }
});

test("workerd takes the module that is deployed with a worker", { skip: skipOf("webpack", "workerd") }, () => {
  succeeds("node", "webpack.js", "worker");
  assert.match(readFileSync(join(app, "dist/worker.js"), "utf8"), /"seedance_preflight\.wasm"/);
  const lines = succeeds(bin("workerd"), "test", "worker.capnp").split("\n");
  assert.deepEqual(JSON.parse(lines.find((line) => line.startsWith("{"))), ofNode.bytes);
});

test("an edge runtime takes a module that is passed in", { skip: skipOf("webpack", "edge") }, () => {
  succeeds("node", "webpack.js", "edge");
  assert.deepEqual(JSON.parse(succeeds("node", "edge-host.js", clip)), ofNode.bytes);
});
