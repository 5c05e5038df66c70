// Files and folders that are dropped or chosen.

/** Names that end in what the service may be given, or what is often given by mistake. */
const MEDIA =
  /\.(jpe?g|jpe|jfif|a?png|webp|mp4|mov|qt|wave?|bwf|mp3|hei[cf]|avif|gif|bmp|tiff?|jxl|jp2|webm|mkv|mka|avi|flv|m2ts|mpe?g|wmv|wma|3gp|3g2|m4[abv]|og[agv]|opus|flac|aac|aif[fc]?|mp[12]|amr)$/i;

export const isMedia = (name) => MEDIA.test(name) && !/(^|\/)\./.test(name);

/** What was dropped: files by their paths within dropped folders. */
export const dropped = async (transfer) => {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ file, name: file.name, isOfFolder: false }));
  const found = [];
  for (const entry of entries) await walk(entry, "", found);
  return found;
};

/** What was chosen with an input. */
export const chosen = (input) =>
  [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name, isOfFolder: Boolean(file.webkitRelativePath) }));

const walk = async (entry, folder, found) => {
  const name = `${folder}${entry.name}`;
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject)).catch(() => null);
    if (file) found.push({ file, name, isOfFolder: folder !== "" });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    // A reader gives a hundred entries at a time.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)).catch(() => []);
    if (some.length === 0) return;
    for (const inner of some) await walk(inner, `${name}/`, found);
  }
};
