// Bundles one entry for one host, by webpack's usual settings.
import webpack from "webpack";

const HOSTS = {
  browser: { target: "web" },
  worker: {
    target: "es2022",
    experiments: { outputModule: true },
    output: { filename: "[name].js", library: { type: "module" } },
    resolve: { conditionNames: ["workerd", "worker", "import"] },
    // Cloudflare's tools leave these imports in, and deploy the files.
    externalsType: "module",
    externals: [{ "film-rate.mp4": "film-rate.mp4" }, ({ request }, leave) => (request.endsWith(".wasm") ? leave(null, "seedance_preflight.wasm") : leave())],
  },
  edge: { target: "webworker", resolve: { conditionNames: ["edge-light", "worker", "import"] } },
};

const host = process.argv[2];
const settings = { mode: "production", entry: { [host]: `./${host}.js` }, performance: { hints: false }, ...HOSTS[host] };
webpack(settings, (error, stats) => {
  const failed = error ?? (stats.hasErrors() || stats.hasWarnings() ? stats.toString() : null);
  if (failed) console.error(failed);
  process.exitCode = failed ? 1 : 0;
});
