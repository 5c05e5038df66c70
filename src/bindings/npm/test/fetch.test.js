import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { bytesOf, fetchSource, load } from "./package.js";

const preflight = await load();
const clip = bytesOf("accepted/clip.mp4");

let server;
let sent = 0;
let version = 0;
const answer = (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname === "/missing.mp4") return response.writeHead(404).end();
  if (pathname === "/page.mp4") return response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><html>");
  if (pathname === "/empty.mp4") return response.writeHead(416).end();
  const range = request.headers.range?.match(/^bytes=(\d+)-(\d+)$/);
  if (pathname === "/whole.mp4" || !range) {
    sent += clip.length;
    return response.writeHead(200).end(clip);
  }
  const bytes = pathname.endsWith(".wav") ? wave : clip;
  const { length } = bytes;
  const [start, end] = [Number(range[1]), Math.min(Number(range[2]), length - 1)];
  if (pathname === "/changing.wav") version += 1;
  const stated = pathname === "/shifted.wav" ? start + 1 : start;
  sent += end + 1 - start;
  response.writeHead(206, { "content-range": `bytes ${stated}-${end}/${length}`, etag: `"${version}"` });
  response.end(bytes.subarray(start, end + 1));
};

/** A WAV of five seconds. */
const wave = (() => {
  const [rate, seconds] = [48_000, 5];
  const data = rate * 4 * seconds;
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(data + 36, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 4, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(data, 40);
  return Buffer.concat([header, Buffer.alloc(data)]);
})();

before(async () => {
  server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
});
after(() => server.close());

const check = (name, options) => {
  sent = 0;
  const url = `http://127.0.0.1:${server.address().port}/${name}`;
  return preflight.checkAsync(fetchSource(url, options));
};

test("a file at a URL is judged by a few ranges of it", async () => {
  const report = await check("clip.mp4?key=secret");
  assert.deepEqual([report.verdict, report.facts.format, report.facts.bytes], ["accepted", "mp4", clip.length]);
  const large = await check("large.wav");
  assert.deepEqual([large.verdict, large.facts.bytes], ["accepted", wave.length]);
  assert.ok(sent < wave.length / 4, `${sent} of ${wave.length} bytes`);
});

test("a file that is replaced meanwhile is noticed", async () => {
  const source = fetchSource(`http://127.0.0.1:${server.address().port}/changing.wav`);
  await source.open();
  await assert.rejects(source.read(wave.length - 10, 10), ({ fault }) => fault.obstacle === "changed");
});

test("a range other than the requested one is not taken for it", async () => {
  const report = await check("shifted.wav");
  assert.deepEqual([report.verdict, report.facts.faults[0].obstacle], ["undecided", "bad-answer"]);
});

test("a server without ranges sends the whole file", async () => {
  const report = await check("whole.mp4");
  assert.deepEqual([report.verdict, sent], ["accepted", clip.length]);
});

test("what cannot be fetched is undecided, and a page is not media", async () => {
  const missing = await check("missing.mp4");
  assert.deepEqual([missing.verdict, missing.facts.faults[0].obstacle], ["undecided", "not-found"]);
  const fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  const blocked = await check("clip.mp4", { fetch });
  assert.deepEqual([blocked.verdict, blocked.facts.faults[0].kind], ["undecided", "not_fetched"]);
  const page = await check("page.mp4");
  assert.equal(page.verdict, "refused");
  assert.ok(page.findings.some(({ rule }) => rule === "fetch/not-media"));
  assert.equal((await check("empty.mp4")).verdict, "refused");
});
