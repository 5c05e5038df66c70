import assert from "node:assert/strict";
import { test } from "node:test";

import { bytesOf, load } from "./package.js";

const { Instance } = WebAssembly;

/** Runs `work` while instances of the module trap, as a defect of it would make them. */
const withTraps = (count, work) => {
  let made = 0;
  WebAssembly.Instance = class extends Instance {
    get exports() {
      made += 1;
      if (made > count) return super.exports;
      const sdpf_call = () => {
        throw new WebAssembly.RuntimeError("unreachable");
      };
      return { ...super.exports, sdpf_call };
    }
  };
  try {
    return work();
  } finally {
    WebAssembly.Instance = Instance;
  }
};

test("an instance that traps is replaced, and its file is undecided", async () => {
  const clip = bytesOf("accepted/clip.mp4");
  const preflight = await load();
  const [stopped, next] = withTraps(1, () => [
    preflight.check(clip, { name: "a.mp4" }),
    preflight.check(clip, { name: "b.mp4" }),
  ]);
  assert.deepEqual([stopped.source, stopped.verdict, stopped.findings[0].rule], ["a.mp4", "undecided", "media/not-read"]);
  assert.deepEqual([next.source, next.verdict], ["b.mp4", "accepted"]);
  const chinese = withTraps(1, () => new preflight.constructor(module_()).check(clip, { language: "zh" }));
  assert.match(chinese.findings[0].message, /读取程序意外停止/);
});

test("an instance that always traps is an error, not an endless loop", async () => {
  const preflight = await load();
  withTraps(Infinity, () => assert.throws(() => preflight.check(new Uint8Array(), { name: "a.mp4" })));
});

const module_ = () => new WebAssembly.Module(bytesOf("../target/web/npm/seedance_preflight.wasm"));
