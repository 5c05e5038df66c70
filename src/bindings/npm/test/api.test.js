import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

import { PreflightError, bytesOf, folder, load, pathOf } from "./package.js";

const preflight = await load();
const clip = bytesOf("refused/film-rate.mp4");
const photo = bytesOf("accepted/photo.jpg");

test("a file has the same report from every source", async () => {
  const options = { name: "film.mp4" };
  const report = preflight.check(clip, options);
  assert.equal(report.verdict, "refused");
  assert.equal(report.findings[0].rule, "video/fps-out-of-range");
  assert.equal(report.fix.command[0], "ffmpeg");
  const read = (offset, length) => clip.subarray(offset, offset + length);
  const ofReads = preflight.check({ length: clip.length, read }, options);
  const ofBlob = await preflight.checkAsync(new Blob([clip]), options);
  const ofPromises = await preflight.checkAsync({ length: clip.length, read: async (...range) => read(...range) }, options);
  const ofPath = preflight.checkFile(pathOf("refused/film-rate.mp4"), options);
  const ofBuffer = preflight.check(clip.buffer.slice(clip.byteOffset, clip.byteOffset + clip.length), options);
  for (const other of [ofReads, ofBlob, ofPromises, ofPath, ofBuffer]) assert.deepEqual(other, report);
  assert.deepEqual(preflight.checkFacts(report.facts, options), report);
  assert.equal(preflight.checkFactsToText(report.facts, options), preflight.checkToText(clip, options));
  assert.deepEqual(preflight.probe(clip), report.facts);
});

test("modules and buffers of another realm are taken", async () => {
  const compile = "new WebAssembly.Module(bytes)";
  const module = runInNewContext(compile, { bytes: readFileSync(new URL("seedance_preflight.wasm", folder)) });
  assert.ok(!(module instanceof WebAssembly.Module));
  const buffer = runInNewContext("new Uint8Array(bytes).buffer", { bytes: photo });
  assert.ok(!(buffer instanceof ArrayBuffer));
  const expected = preflight.check(photo);
  for (const entry of ["node.js", "web.js", "edge.js"]) {
    const { load: loadFrom } = await import(new URL(entry, folder));
    assert.deepEqual((await loadFrom(module)).check(buffer), expected);
  }
});

test("an edge runtime has to pass the module", async () => {
  const { load: loadFrom } = await import(new URL("edge.js", folder));
  await assert.rejects(loadFrom(), TypeError);
});

test("a source of 8 GB is read by small ranges", () => {
  // A box that goes on to the end of the file, with nothing in it (ISO 14496-12 §4.2.2: size 0).
  const start = Buffer.concat([clip, Buffer.from([0, 0, 0, 0]), Buffer.from("free")]);
  let bytes = 0;
  const read = (offset, length) => {
    bytes += length;
    const part = new Uint8Array(length);
    if (offset < start.length) part.set(start.subarray(offset, offset + length));
    return part;
  };
  const report = preflight.check({ length: 2 ** 33, read }, { name: "a.mp4" });
  assert.equal(report.facts.bytes, 2 ** 33);
  assert.ok(report.findings.some(({ rule }) => rule === "media/too-large"), JSON.stringify(report.findings));
  assert.ok(bytes > 0 && bytes < 100_000, `${bytes} bytes were read`);
});

test("a source that fails is undecided", async () => {
  const read = () => {
    throw new Error("the disk is gone");
  };
  for (const report of [
    preflight.check({ length: 10, read }, { name: "a.mp4" }),
    await preflight.checkAsync({ length: 10, read: async () => read() }, { name: "a.mp4" }),
    await preflight.checkAsync({ length: 10, read: async () => new Uint8Array(3) }, { name: "a.mp4" }),
    preflight.checkFile("/nowhere/a.mp4"),
    preflight.checkFile("/"),
  ]) {
    assert.equal(report.verdict, "undecided");
    assert.equal(report.findings[0].rule, "media/not-read");
  }
  assert.equal(preflight.checkFile("/nowhere/a.mp4").facts.faults[0].obstacle, "not-found");
});

test("a source may answer with more than was asked", () => {
  const report = preflight.check({ length: clip.length, read: (offset) => clip.subarray(offset) }, { name: "film.mp4" });
  assert.deepEqual(report, preflight.check(clip, { name: "film.mp4" }));
});

test("a policy is given with the call", () => {
  const verdict = (options) => preflight.check(clip, { name: "a.mp4", ...options }).verdict;
  assert.equal(verdict({ ignore: ["video/fps-out-of-range"] }), "accepted");
  assert.equal(verdict({ tolerance: "observed" }), "accepted");
  assert.equal(verdict({ tolerance: "observed", denyWarnings: true }), "refused");
  assert.equal(verdict({ as: "image", select: ["media"] }), "refused");
  assert.match(preflight.check(clip, { language: "zh" }).findings[0].message, /帧率/);
  assert.match(preflight.checkToText(clip, { name: "a.mp4" }), /^refused {3}a\.mp4/);
  for (const options of [{ profile: "x" }, { select: ["x"] }, { language: "fr" }]) {
    assert.throws(() => verdict(options), PreflightError);
  }
});

test("arguments that are not JSON are the caller's error, and no instance is lost", () => {
  assert.throws(() => preflight.check(clip, { name: 1n }), TypeError);
  assert.throws(() => preflight.checkFacts({ format: "mp4", bytes: 1n }), TypeError);
});

test("names keep every character", () => {
  for (const name of ["\ufeffa.mp4", "图片 ☃ é.mp4", "line\nbreak.mp4", "{{x}}\u202e.mp4", "__proto__"]) {
    assert.equal(preflight.check(clip, { name }).source, name);
  }
});

test("a request is judged with the facts of its media", () => {
  const url = "https://media.example.com/cat.jpg";
  const request = { model: "seedance-2.0-image-to-video", prompt: "Go.", image_urls: [url], duration: 20 };
  const asset = { url, facts: preflight.probe(photo), name: "cat.jpg" };
  const report = preflight.checkRequest(request, [asset], { name: "r.json" });
  assert.equal(report.verdict, "refused");
  assert.equal(report.findings[0].pointer, "/duration");
  assert.equal(report.assets[0].facts.format, "jpeg");
  assert.equal(report.fix.edits[0].pointer, "/duration");
  assert.equal(preflight.checkRequest({ ...request, duration: 5 }, [asset]).verdict, "accepted");
  assert.equal(preflight.checkRequest("{", []).verdict, "refused");
  const two = { model: "seedance-2.0-reference-to-video", prompt: "Go.", image_urls: [url, `${url}?2`] };
  const twice = [url, `${url}?2`].map((url) => ({ url, facts: asset.facts, content: new Uint8Array(32) }));
  assert.ok(preflight.checkRequest(two, twice).findings.some(({ rule }) => rule === "media/duplicate"));
  assert.match(preflight.checkRequestToText(request, [asset], { name: "r.json" }), /r\.json:1:\d+/);
});

test("bodies of other APIs are converted", () => {
  const body = { model: "doubao-seedance-2-0-260128", ratio: "9:16", content: [{ type: "text", text: "Go." }] };
  assert.equal(JSON.parse(preflight.convertRequest(body).body).aspect_ratio, "9:16");
  assert.throws(() => preflight.convertRequest("[]"), PreflightError);
});

test("a plan follows the user's choices", () => {
  const facts = preflight.probe(bytesOf("refused/too-tall.png"));
  const steps = (choices) => preflight.fix(facts, { name: "a.png", choices }).steps.map(({ step }) => step);
  assert.ok(steps({}).includes("crop") && !steps({}).includes("pad"));
  assert.ok(steps({ fit: "pad" }).includes("pad"));
  assert.equal(preflight.fix(preflight.probe(photo), { name: "a.jpg" }), null);
  assert.equal(preflight.quote(["fix", "it's"]), "fix 'it'\\''s'");
  assert.equal(preflight.quote(["fix", "it's"], "powershell"), "fix 'it''s'");
  assert.equal(preflight.quote(["it's"], "powershell"), "& 'it''s'");
});

test("rules, refusals, profiles and sizes are explained", () => {
  assert.equal(preflight.explain("video/fps-out-of-range").limits[0].path, "video.fps");
  assert.match(preflight.explain("video/fps-out-of-range", { language: "zh" }).summary, /帧率/);
  assert.throws(() => preflight.explain("video/fps"), PreflightError);
  assert.equal(preflight.explainUpstream("The input image may contain real person").class, "person");
  const size = preflight.outputSize("16:9", "480p");
  assert.deepEqual([size.width, size.height], [864, 496]);
  assert.throws(() => preflight.outputSize("16:9", "9p"), PreflightError);
  const [{ name }] = preflight.profiles();
  assert.equal(preflight.profile(name).name, name);
  assert.ok(preflight.rules().every(({ id, summary }) => id.includes("/") && summary));
});
