// Chromium without a window, by the W3C's WebDriver protocol: a plain HTTP client is enough.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether a browser can be tested. */
export const isInstalled = ["chromedriver", "chromium"].every((name) => spawnSync(name, ["--version"]).status === 0);

export class Browser {
  static async start() {
    const browser = new Browser();
    browser.profile = mkdtempSync(join(tmpdir(), "preflight-browser-"));
    browser.driver = spawn("chromedriver", ["--port=0"], { stdio: ["ignore", "pipe", "ignore"] });
    const [line] = await lineWith(browser.driver.stdout, /successfully on port (\d+)/);
    browser.base = `http://127.0.0.1:${line}`;
    const args = ["--headless=new", "--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--lang=en", `--user-data-dir=${browser.profile}`, "--window-size=1280,900"];
    const alwaysMatch = {
      "goog:chromeOptions": { args },
      "goog:loggingPrefs": { browser: "ALL", performance: "ALL" },
    };
    const { sessionId } = await browser.#send("POST", "/session", { capabilities: { alwaysMatch } });
    browser.session = `/session/${sessionId}`;
    return browser;
  }

  async stop() {
    await this.#send("DELETE", this.session).catch(() => {});
    this.driver.kill();
    await once(this.driver, "exit");
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  open(url) {
    return this.call("POST", "/url", { url: String(url) });
  }

  /** What a script returns; it may be a promise. */
  run(script, ...args) {
    return this.call("POST", "/execute/sync", { script, args });
  }

  async find(selector) {
    return Object.values(await this.call("POST", "/element", { using: "css selector", value: selector }))[0];
  }

  async click(selector) {
    return this.call("POST", `/element/${await this.find(selector)}/click`, {});
  }

  /** Types text, or gives files to an input: their paths, one a line. */
  async type(selector, text) {
    return this.call("POST", `/element/${await this.find(selector)}/value`, { text });
  }

  async screenshot() {
    return Buffer.from(await this.call("GET", "/screenshot"), "base64");
  }

  /** The size of the page, and its device: colours and pixels. */
  async view({ width, height, scheme = "light", scale = 1 }) {
    await this.devtools("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: scale, mobile: false });
    await this.devtools("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
  }

  devtools(cmd, params) {
    return this.call("POST", "/goog/cdp/execute", { cmd, params });
  }

  /** What was logged since the last call: `browser` or `performance`. */
  async log(type) {
    const entries = await this.call("POST", "/se/log", { type });
    return entries.map(({ message }) => message);
  }

  async until(script, ...args) {
    for (let turn = 0; turn < 600; turn += 1) {
      const value = await this.run(script, ...args);
      if (value) return value;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`never true: ${script}`);
  }

  call(method, path, body) {
    return this.#send(method, `${this.session}${path}`, body);
  }

  async #send(method, path, body) {
    const response = await fetch(`${this.base}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }
}

/** The first match in a stream of text. */
const lineWith = (stream, pattern) =>
  new Promise((resolve, reject) => {
    let text = "";
    stream.on("data", (part) => {
      text += part;
      const match = text.match(pattern);
      if (match) resolve(match.slice(1));
    });
    stream.on("end", () => reject(new Error(`ended without ${pattern}`)));
  });
