// Fixes of images, carried out by the browser: the steps of a plan on a canvas.

import { say } from "./settings.js";

const STEPS = ["upright", "first_frame", "crop", "scale", "pad", "encode_image", "convert", "rename"];
const TYPES = { jpeg: "image/jpeg", png: "image/png", webp: "image/webp" };
const EXTENSIONS = { jpeg: "jpg", png: "png", webp: "webp" };

/** Whether the browser can carry out a plan: one for an image, into a format that it writes. */
export const isDrawable = ({ facts, fix }) =>
  facts.kind === "image" &&
  Boolean(fix?.steps?.every(({ step }) => STEPS.includes(step))) &&
  fix.result?.format in TYPES;

/** The fixed image, and its name. */
export const drawn = async (file, name, fix) => {
  const { format } = fix.result;
  const target = `${name.split(/[/\\]/).pop().replace(/\.[^.]*$/, "")}.fixed.${EXTENSIONS[format]}`;
  if (fix.steps.some(({ step }) => step === "rename")) return { blob: file, name: target };
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas = paint(bitmap, fix.steps);
  bitmap.close();
  const encoding = fix.steps.find(({ step }) => step === "encode_image");
  return { blob: await encoded(canvas, format, encoding), name: target };
};

const paint = (bitmap, steps) => {
  const find = (name) => steps.find(({ step }) => step === name);
  const crop = find("crop") ?? { x: 0, y: 0, width: bitmap.width, height: bitmap.height };
  const scale = find("scale") ?? crop;
  const pad = find("pad") ?? { x: 0, y: 0, width: scale.width, height: scale.height };
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [pad.width, pad.height];
  const context = canvas.getContext("2d");
  if (find("pad")) context.fillRect(0, 0, pad.width, pad.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, crop.x, crop.y, crop.width, crop.height, pad.x, pad.y, scale.width, scale.height);
  return canvas;
};

/** Encodes within the greatest length: a JPEG becomes coarser until it fits. */
const encoded = async (canvas, format, { quality = 93, most_bytes: most = Infinity } = {}) => {
  for (let percent = quality; percent >= 40; percent -= 10) {
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, TYPES[format], percent / 100));
    // A browser that cannot write a format writes PNG.
    if (blob === null || blob.type !== TYPES[format]) throw new Error(say("notWritten", { format }));
    if (blob.size <= most) return blob;
    if (format === "png") break;
  }
  throw new Error(say("tooLong"));
};
