// The same work on every runtime: what it gives has to be equal to what Node gives.
import { fetchSource } from "seedance-preflight/core";

const options = { name: "film-rate.mp4" };
const url = "https://example.com/film-rate.mp4";

export const work = async (preflight, bytes) => {
  const report = preflight.check(bytes, options);
  const request = { model: "seedance-2.0-reference-to-video", prompt: "A cat.", video_urls: [url] };
  const errorOf = (call) => {
    try {
      return call();
    } catch ({ name, message }) {
      return { name, message };
    }
  };
  return {
    report,
    buffer: preflight.check(bytes.slice().buffer, options),
    blob: await preflight.checkAsync(new Blob([bytes]), options),
    fetched: await preflight.checkAsync(fetchSource(url, { fetch: async () => new Response(bytes) })),
    request: preflight.checkRequest(request, [{ url, facts: report.facts }]),
    fix: preflight.fix(report.facts, { ...options, choices: { quality: "small" } }),
    explained: preflight.explain("video/fps-out-of-range", { language: "zh" }),
    wrong: errorOf(() => preflight.explain("no/such-rule")),
  };
};
