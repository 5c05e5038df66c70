import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";

import { folder, root } from "./package.js";

/** Bytes of the module as a server sends it. */
const BUDGET = 430_000;

test("the module keeps its budget", () => {
  const module = readFileSync(new URL("seedance_preflight.wasm", folder));
  const sent = brotliCompressSync(module, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  console.log(`the module: ${module.length} bytes, ${sent} by brotli`);
  assert.ok(sent <= BUDGET, `${sent} bytes; expected at most ${BUDGET}`);
});

test("the package has the crate's version, and every file that it names", () => {
  const manifest = JSON.parse(readFileSync(new URL("package.json", folder)));
  const [, version] = readFileSync(new URL("Cargo.toml", root), "utf8").match(/^version = "(.*)"$/m);
  assert.equal(manifest.version, version);
  const files = readdirSync(folder);
  const leaves = (value) => (typeof value === "string" ? [value.replace("./", "")] : Object.values(value).flatMap(leaves));
  for (const name of [...leaves(manifest.exports), ...leaves(manifest.bin)]) assert.ok(files.includes(name), name);
});
