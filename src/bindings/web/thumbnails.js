// Small pictures of files: only of those that are shown, and few at a time.

const SIDE = 96;
const MOST_AT_ONCE = 3;
const PATIENCE = 8000;
/** Pixels of an image that is decoded for a picture: each takes four bytes while that is made. */
const MOST_PIXELS = 50_000_000;
const waiting = [];
let running = 0;

/** Puts a small picture of the entry's file into `box`, once there is one. */
export const thumbnail = (entry, box) => {
  if (entry.picture) return box.replaceChildren(copyOf(entry.picture));
  if (entry.picture === null) return undefined;
  waiting.push({ entry, box });
  return next();
};

const next = () => {
  // The last that came into view is the one that is looked at.
  while (running < MOST_AT_ONCE && waiting.length > 0) {
    const { entry, box } = waiting.pop();
    if (!box.isConnected || entry.picture !== undefined) continue;
    running += 1;
    pictureOf(entry)
      .catch(() => null)
      .then((picture) => {
        entry.picture = picture;
        if (picture && box.isConnected) box.replaceChildren(copyOf(picture));
        running -= 1;
        next();
      });
  }
};

const copyOf = (picture) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.width, picture.height];
  canvas.getContext("2d").drawImage(picture, 0, 0);
  canvas.setAttribute("aria-hidden", "true");
  return canvas;
};

const pictureOf = async ({ file, report }) => {
  const { kind, width = 0, height = 0 } = report.facts;
  if (kind === "video") return posterOf(file);
  // What only looks like an image by its format may still be decoded by the browser.
  return kind === "audio" || width * height > MOST_PIXELS ? null : imageOf(file);
};

const imageOf = async (file) => {
  const bitmap = await createImageBitmap(file);
  try {
    return shrunk(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
};

/** A frame from the start of a video. */
const posterOf = async (file) => {
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "metadata";
  const address = URL.createObjectURL(file);
  try {
    await new Promise((resolve, reject) => {
      setTimeout(reject, PATIENCE);
      video.addEventListener("error", reject);
      video.addEventListener("loadeddata", () => {
        video.currentTime = Math.min(0.5, video.duration / 2 || 0);
      });
      video.addEventListener("seeked", resolve);
      video.src = address;
    });
    return shrunk(video, video.videoWidth, video.videoHeight);
  } finally {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(address);
  }
};

const shrunk = (picture, width, height) => {
  // A video without a picture.
  if (!width || !height) return null;
  const scale = Math.min(1, SIDE / Math.min(width, height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [SIDE, SIDE];
  const context = canvas.getContext("2d");
  const [w, h] = [width * scale, height * scale];
  context.drawImage(picture, (SIDE - w) / 2, (SIDE - h) / 2, w, h);
  return canvas;
};
