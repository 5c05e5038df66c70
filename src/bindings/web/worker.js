// A worker: reads files by the ranges that are needed, and answers with reports.

import { Preflight } from "../npm/core.js";

let preflight;

self.onmessage = ({ data }) => {
  if (data.module) {
    preflight = new Preflight(data.module);
    self.postMessage({ ready: true });
    return;
  }
  const { id, file, facts, options } = data;
  try {
    const report = facts ? preflight.checkFacts(facts, options) : preflight.check(file, options);
    self.postMessage({ id, report });
  } catch (error) {
    self.postMessage({ id, error: error.message });
  }
};
