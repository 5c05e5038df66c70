using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (services = [(name = "main", worker = .worker)]);

const worker :Workerd.Worker = (
  compatibilityDate = "2026-01-01",
  modules = [
    (name = "worker.js", esModule = embed "dist/worker.js"),
    (name = "seedance_preflight.wasm", wasm = embed "node_modules/seedance-preflight/seedance_preflight.wasm"),
    (name = "film-rate.mp4", data = embed "film-rate.mp4"),
  ],
);
