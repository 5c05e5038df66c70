// Reports on thousands of real files, held against those of the program.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { load, program } from "./package.js";

const corpus = process.env.PREFLIGHT_CORPUS;
const skip = (!corpus && "PREFLIGHT_CORPUS names no folder of real files") || (program === null && "the program is not built");

test("every report is the program's, to the byte", { skip }, async () => {
  const folder = join(corpus, "files");
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  assert.ok(files.length > 0);
  const preflight = await load();
  const start = performance.now();
  const reports = files.map((file) => preflight.checkFileToJson(file));
  const seconds = (performance.now() - start) / 1000;
  console.log(`${files.length} files in ${seconds.toFixed(1)} s, ${process.memoryUsage.rss() >> 20} MiB held`);
  const native = [];
  for (let at = 0; at < files.length; at += 500) {
    const words = ["check", "--format", "jsonl", "--", ...files.slice(at, at + 500)];
    const { stdout } = spawnSync(program, words, { encoding: "utf8", maxBuffer: 1 << 30 });
    native.push(...stdout.trimEnd().split("\n"));
  }
  assert.equal(native.length, files.length);
  const differing = files.filter((_, index) => reports[index] !== native[index]);
  assert.deepEqual(differing, []);
});
