import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { cli, program, root } from "./package.js";

const cwd = fileURLToPath(root);
const run = (command, words, input = "") => {
  const env = { ...process.env, LC_ALL: "C.UTF-8", SEEDANCE_PREFLIGHT_LANG: "" };
  const { status, stdout, stderr } = spawnSync(command[0], [...command.slice(1), ...words], { cwd, env, input, encoding: "utf8" });
  return { status, stdout, stderr };
};
const ours = (words, input) => run([process.execPath, cli], words, input);

const files = ["accepted", "refused", "undecided", "crashes"].flatMap((folder) =>
  readdirSync(new URL(`testdata/${folder}`, root)).map((name) => `testdata/${folder}/${name}`),
);

test("output and exit codes are those of the program", { skip: program === null && "the program is not built" }, () => {
  for (const words of [
    files,
    ["testdata/accepted/photo.jpg"],
    ["testdata/refused/film-rate.mp4", "--tolerance", "observed"],
    ["testdata/refused/film-rate.mp4", "--tolerance=observed", "--deny-warnings", "--lang", "zh"],
    [...files, "--format", "jsonl"],
    [...files, "--format", "json", "--lang", "zh"],
    [...files, "--lang", "zh", "--quiet"],
    [...files, "--select", "image,video/fps-out-of-range", "--ignore", "image/rotated", "--no-fail"],
    [...files, "--as", "image", "--profile", "seedance-2.5", "--format", "jsonl"],
    ["testdata", "no-such-file.mp4", "https:/nowhere", "ftp://host/a.mp4"],
    ["no-such-file.mp4", "--format", "json", "--lang", "zh"],
    ["testdata/undecided/tilted.mp4"],
    [],
  ]) {
    assert.deepEqual(ours(["check", ...words]), run([program], ["check", ...words]), words.slice(-4).join(" "));
  }
  const photo = readFileSync(new URL("testdata/accepted/photo.jpg", root));
  for (const format of ["text", "jsonl"]) {
    const words = ["check", "-", "--format", format];
    assert.deepEqual(ours(words, photo), run([program], words, photo));
  }
});

test("wrong usage exits with 2", () => {
  for (const words of [["audit"], [], ["check", "--colour"], ["check", "a", "--format", "pdf"], ["check", "a", "--profile", "x"]]) {
    const { status, stdout, stderr } = ours(words);
    assert.deepEqual([status, stdout], [2, ""], words.join(" "));
    assert.match(stderr, /^seedance-preflight: ./);
  }
  assert.equal(ours(["--help"]).status, 0);
  assert.match(ours(["--version"]).stdout, /^seedance-preflight \d+\.\d+\.\d+\n$/);
});
