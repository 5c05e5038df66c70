// A worker: reads files by the ranges that are needed, and answers with reports.

import { Preflight } from "../npm/core.js";

let preflight;

self.onmessage = ({ data }) => {
  if (data.module) {
    preflight = new Preflight(data.module);
    return;
  }
  const { file, facts, options } = data;
  self.postMessage(facts ? preflight.checkFacts(facts, options) : preflight.check(file, options));
};
