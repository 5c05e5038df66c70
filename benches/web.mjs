// Facts of real files, beside other libraries for JavaScript: shares that are right, time and bytes read a file.
//
//   .ci/wasm
//   npm install --prefix target/web/bench mediabunny mediainfo.js @remotion/media-parser music-metadata image-size probe-image-size
//   PREFLIGHT_CORPUS=… node benches/web.mjs [LIBRARY…]
//
// Right is what ffprobe and exiftool say: the size as displayed, the duration within 1.5 ms of one of ffprobe's, or a frame of
// MP3. Each library runs in a worker, which ends if a file takes longer than the limit.

import { closeSync, fstatSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

const LIMIT = 5000;
const folder = new URL("../target/web/bench/", import.meta.url);
// Names are looked up from where a module is.
const loader = new URL("load.mjs", folder);
const of = async (name) => (await import(loader)).of(name);

/** How each library measures a file: `{width, height, seconds}`; `read` counts the bytes. */
const LIBRARIES = {
  "seedance-preflight": async () => {
    const { load } = await import("../target/web/npm/node.js");
    const preflight = await load();
    return (path) =>
      opened(path, (file) => {
        const facts = preflight.probe({ length: file.size, readInto: (target, offset) => file.readInto(target, offset) }, { name: path });
        // Others give the container's duration of a video, too.
        const duration = facts.container_duration ?? facts.duration;
        return { width: facts.display_width, height: facts.display_height, seconds: duration?.seconds };
      });
  },
  mediabunny: async () => {
    const { ALL_FORMATS, CustomSource, Input } = await of("mediabunny");
    return (path) =>
      opened(path, async (file) => {
        const source = new CustomSource({ getSize: () => file.size, read: (start, end) => file.read(start, end - start) });
        const input = new Input({ formats: ALL_FORMATS, source });
        try {
          const video = await input.getPrimaryVideoTrack();
          const size = video ? { width: await video.getDisplayWidth?.() ?? video.displayWidth, height: await video.getDisplayHeight?.() ?? video.displayHeight } : {};
          return { ...size, seconds: await input.computeDuration() };
        } finally {
          input.dispose();
        }
      });
  },
  "mediainfo.js": async () => {
    const { default: mediaInfoFactory } = await of("mediainfo.js");
    const mediainfo = await mediaInfoFactory({ format: "object" });
    return (path) =>
      opened(path, async (file) => {
        const { media } = await mediainfo.analyzeData(file.size, (length, offset) => file.read(offset, length));
        const tracks = media?.track ?? [];
        const picture = tracks.find((track) => ["Video", "Image"].includes(track["@type"]));
        const isTurned = Math.round(Number(picture?.Rotation ?? 0)) % 180 !== 0;
        const width = picture && Math.round(picture.Width * (picture.PixelAspectRatio ?? 1));
        const [w, h] = isTurned ? [picture?.Height, width] : [width, picture?.Height];
        return { width: w, height: h, seconds: tracks.find((track) => track["@type"] === "General")?.Duration };
      });
  },
  "@remotion/media-parser": async () => {
    const { parseMedia } = await of("@remotion/media-parser");
    const { nodeReader } = await of("@remotion/media-parser/node");
    return async (path) => {
      const fields = { dimensions: true, slowDurationInSeconds: true };
      const { dimensions, slowDurationInSeconds } = await parseMedia({ src: path, reader: nodeReader, fields, acknowledgeRemotionLicense: true, logLevel: "error" });
      return { width: dimensions?.width, height: dimensions?.height, seconds: slowDurationInSeconds };
    };
  },
  "music-metadata": async () => {
    const { parseFile } = await of("music-metadata");
    return async (path) => ({ seconds: (await parseFile(path, { duration: true, skipCovers: true })).format.duration });
  },
  "image-size": async () => {
    const { imageSize } = await of("image-size");
    return (path) => turned(imageSize(readFileSync(path)));
  },
  "probe-image-size": async () => {
    const { default: probe } = await of("probe-image-size");
    return (path) => turned(probe.sync(readFileSync(path)) ?? {});
  },
};

/** Kinds that a library reads at all. */
const KINDS = {
  "seedance-preflight": ["image", "video", "audio"],
  mediabunny: ["video", "audio"],
  "mediainfo.js": ["image", "video", "audio"],
  "@remotion/media-parser": ["video", "audio"],
  "music-metadata": ["video", "audio"],
  "image-size": ["image"],
  "probe-image-size": ["image"],
};

const turned = ({ width, height, orientation = 1 }) => (orientation >= 5 ? { width: height, height: width } : { width, height });

let counted = 0;
const opened = async (path, work) => {
  const descriptor = openSync(path, "r");
  const readInto = (target, offset) => {
    const count = readSync(descriptor, target, 0, target.length, offset);
    counted += count;
    return count;
  };
  const read = (offset, length) => {
    const target = new Uint8Array(length);
    return target.subarray(0, readInto(target, offset));
  };
  try {
    return await work({ size: fstatSync(descriptor).size, readInto, read });
  } finally {
    closeSync(descriptor);
  }
};

/** The worker: measures what it is sent. */
const serve = async () => {
  const measure = await LIBRARIES[workerData.library]();
  parentPort.on("message", async (path) => {
    counted = 0;
    const start = performance.now();
    let found = null;
    let error = null;
    try {
      found = await measure(path);
    } catch (thrown) {
      error = String(thrown?.message ?? thrown).slice(0, 100);
    }
    parentPort.postMessage({ found, error, milliseconds: performance.now() - start, bytes: counted });
  });
  parentPort.postMessage("ready");
};

class Runner {
  constructor(library) {
    this.library = library;
  }

  async measure(path) {
    if (!this.worker) {
      this.worker = new Worker(new URL(import.meta.url), { workerData: { library: this.library }, stdout: true, stderr: true });
      await new Promise((resolve, reject) => this.worker.once("message", resolve).once("error", reject));
    }
    const { worker } = this;
    return new Promise((resolve) => {
      const settle = (result, isBroken) => {
        clearTimeout(timer);
        for (const [event, listener] of Object.entries(listeners)) worker.off(event, listener);
        if (isBroken) {
          worker.on("error", () => {});
          worker.terminate();
          this.worker = null;
        }
        resolve(result);
      };
      const timer = setTimeout(() => settle({ hung: true }, true), LIMIT);
      const listeners = {
        message: (result) => settle(result, false),
        error: (error) => settle({ error: String(error), aborted: true }, true),
        exit: () => settle({ error: "exit", aborted: true }, true),
      };
      for (const [event, listener] of Object.entries(listeners)) worker.on(event, listener);
      worker.postMessage(path);
    });
  }
}

const seconds = (text) => (Number(text) > 0 ? [Number(text)] : []);

/** What ffprobe and exiftool say of a file that they open; null of others. */
const expectedOf = ({ path, ffprobe_opens: opens, video, audio, exif, container, ...truth }) => {
  const kind = truth.kind_by_name;
  if (!opens || !["image", "video", "audio"].includes(kind)) return null;
  const streams = [video, audio].filter(Boolean).flatMap(({ duration }) => seconds(duration));
  const durations = kind === "image" ? [] : [...seconds(truth.duration_s), ...(streams.length ? [Math.max(...streams)] : []), ...seconds(truth.packets_duration_s)];
  const [num, den] = (video?.sample_aspect_ratio ?? "1:1").split(":").map(Number);
  const aspect = num > 0 && den > 0 ? num / den : 1;
  let size = null;
  if (kind === "image" && exif?.ImageWidth) size = turned({ width: exif.ImageWidth, height: exif.ImageHeight, orientation: exif.Orientation });
  else if (kind === "video" && video?.width) {
    const stored = { width: Math.round(video.width * aspect), height: video.height };
    size = Math.abs(video.rotation ?? 0) % 180 === 90 ? { width: stored.height, height: stored.width } : stored;
  }
  // A frame of MP3 is as exact as its readers are.
  const tolerance = container === "mp3" ? 1152 / Number(audio?.sample_rate ?? 8000) : 0.0015;
  return { kind, size, durations, tolerance };
};

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const main = async () => {
  const corpus = process.env.PREFLIGHT_CORPUS;
  if (!corpus) return console.log("skipped: PREFLIGHT_CORPUS names no folder of real files");
  const lines = readFileSync(join(corpus, "truth.jsonl"), "utf8").trimEnd().split("\n");
  const files = lines.map((line) => JSON.parse(line)).map((truth) => ({ path: join(corpus, "files", truth.path), expected: expectedOf(truth) })).filter(({ expected }) => expected);
  writeFileSync(loader, "export const of = (name) => import(name);\n");
  console.log("library | image size | video size | video duration | audio duration | ms mean | ms 99 % | bytes a file | errors | hangs, aborts");
  const chosen = process.argv.slice(2);
  for (const library of Object.keys(LIBRARIES).filter((name) => chosen.length === 0 || chosen.includes(name))) {
    const shares = {};
    const times = [];
    let [bytes, errors, hangs, aborts] = [0, 0, 0, 0];
    const count = (name, isRight) => {
      shares[name] ??= [0, 0];
      shares[name][0] += isRight ? 1 : 0;
      shares[name][1] += 1;
    };
    const runner = new Runner(library);
    for (const { path, expected } of files.filter(({ expected: { kind } }) => KINDS[library].includes(kind))) {
      const result = await runner.measure(path);
      if (result.hung) hangs += 1;
      else if (result.aborted) aborts += 1;
      else {
        times.push(result.milliseconds);
        bytes += result.bytes;
        if (result.error) errors += 1;
      }
      const { kind, size, durations, tolerance } = expected;
      const found = result.found ?? {};
      const measuresSize = library !== "music-metadata";
      if (size && kind !== "audio" && measuresSize) count(`${kind} size`, found.width === size.width && found.height === size.height);
      if (durations.length > 0) count(`${kind} duration`, durations.some((duration) => Math.abs(Number(found.seconds) - duration) <= tolerance));
    }
    await runner.worker?.terminate();
    times.sort((a, b) => a - b);
    const share = (name) => (shares[name] ? `${((100 * shares[name][0]) / shares[name][1]).toFixed(1)} % of ${shares[name][1]}` : "–");
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    const read = bytes > 0 ? Math.round(bytes / times.length) : "–";
    console.log([library, share("image size"), share("video size"), share("video duration"), share("audio duration"), mean.toFixed(2), quantile(times, 0.99).toFixed(2), read, errors, `${hangs}, ${aborts}`].join(" | "));
  }
};

if (isMainThread) await main();
else await serve();
