// The workers. One that stops or takes too long is replaced, and its file is undecided.

const PATIENCE = 30_000;
const SIZE = Math.max(1, Math.min(4, (navigator.hardwareConcurrency ?? 2) - 1));

export class Pool {
  #module;
  #address;
  #preflight;
  #idle = [];
  #queue = [];
  #made = 0;

  /** `preflight` reports files on which a worker failed. */
  constructor(module, preflight) {
    this.#module = module;
    this.#preflight = preflight;
    const source = document.getElementById("worker").textContent;
    this.#address = trusted(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  }

  /** Checks a file, or again its facts; `done` gets the report. */
  check(job, done) {
    this.#queue.push({ ...job, done });
    this.#next();
  }

  /** Forgets what has not begun. */
  clear() {
    this.#queue.length = 0;
  }

  #next() {
    while (this.#queue.length > 0) {
      const worker = this.#idle.pop() ?? (this.#made < SIZE ? this.#start() : null);
      if (!worker) return;
      this.#run(worker, this.#queue.shift());
    }
  }

  #start() {
    this.#made += 1;
    const worker = new Worker(this.#address);
    worker.postMessage({ module: this.#module });
    return worker;
  }

  #run(worker, { file, facts, options, done }) {
    const settle = (report, isBroken) => {
      clearTimeout(timer);
      worker.onmessage = worker.onerror = null;
      if (isBroken) {
        worker.terminate();
        this.#made -= 1;
      } else {
        this.#idle.push(worker);
      }
      done(report);
      this.#next();
    };
    const unread = (what) => this.#preflight.checkUnread({ what, obstacle: "failed" }, options);
    const timer = setTimeout(() => settle(unread("the reader took too long"), true), PATIENCE);
    worker.onerror = () => settle(unread("the reader stopped unexpectedly"), true);
    worker.onmessage = ({ data: report }) => settle(report, false);
    worker.postMessage({ file, facts, options });
  }
}

/** The address of a script, where the policy asks for a trusted one. */
const trusted = (address) => {
  if (!globalThis.trustedTypes) return address;
  const policy = globalThis.trustedTypes.createPolicy("worker", { createScriptURL: (text) => text });
  return policy.createScriptURL(address);
};
