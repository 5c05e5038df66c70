// What the user has chosen, for as long as the page is open.

import { WORDS } from "./words.js";

const listeners = [];

export const settings = {
  language: navigator.languages.find((tag) => /^(en|zh)\b/i.test(tag))?.slice(0, 2).toLowerCase() ?? "en",
  profile: "seedance-2.0",
  tolerance: "documented",
  shell: /win/i.test(navigator.userAgentData?.platform ?? navigator.platform) ? "powershell" : "posix",
};

/** The options of every check. */
export const policy = () => ({ profile: settings.profile, tolerance: settings.tolerance, language: settings.language });

/** Called after a change, with the name of what changed. */
export const onChange = (listener) => listeners.push(listener);

export const change = (name, value) => {
  settings[name] = value;
  for (const listener of listeners) listener(name);
};

/** A text of the page: `{name}` is replaced by a value. */
export const say = (key, values = {}) =>
  WORDS[settings.language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
