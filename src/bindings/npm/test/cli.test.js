import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

test("of standard input no more is read than the program reads", { skip: program === null && "the program is not built" }, () => {
  const folder = mkdtempSync(join(tmpdir(), "preflight-input-"));
  const path = join(folder, "long.mp4");
  // The last box ends where the file does (ISO 14496-12 §4.2.2: size 0), and has no block of the disk.
  writeFileSync(path, Buffer.concat([readFileSync(new URL("testdata/accepted/clip.mp4", root)), Buffer.from("\0\0\0\0free")]));
  const file = openSync(path, "r+");
  ftruncateSync(file, 300 * 2 ** 20);
  closeSync(file);
  const of = (command, format) => {
    const input = openSync(path, "r");
    const env = { ...process.env, LC_ALL: "C.UTF-8", SEEDANCE_PREFLIGHT_LANG: "" };
    const words = [...command.slice(1), "check", "-", "--format", format];
    const { status, stdout } = spawnSync(command[0], words, { cwd, env, stdio: [input, "pipe", "pipe"], encoding: "utf8" });
    closeSync(input);
    return { status, stdout };
  };
  for (const format of ["text", "jsonl"]) {
    const wanted = of([program], format);
    assert.equal(wanted.status, 1);
    assert.deepEqual(of([process.execPath, cli], format), wanted);
  }
  rmSync(folder, { recursive: true });
});

test("a pipe may be slow, and is read to its end", { skip: process.platform === "win32" && "sh is missing" }, () => {
  const script = '(sleep 0.3; head -c 20000 "$3"; sleep 0.3; tail -c +20001 "$3") | "$1" "$2" check - --format jsonl';
  const path = "testdata/accepted/clip.mp4";
  const { status, stdout, stderr } = spawnSync("sh", ["-c", script, "sh", process.execPath, cli, path], { cwd, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  assert.equal(JSON.parse(stdout).facts.bytes, readFileSync(new URL(path, root)).length);
});

test("output that cannot be written is an error, not a verdict", { skip: process.platform !== "linux" && "/dev/full is missing" }, () => {
  const full = openSync("/dev/full", "w");
  const words = [cli, "check", "testdata/accepted/photo.jpg"];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd, stdio: ["ignore", full, "pipe"], encoding: "utf8" });
  closeSync(full);
  assert.equal(status, 2);
  assert.match(stderr, /^seedance-preflight: .*ENOSPC/);
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
