// How a file becomes acceptable: the command to copy, or for images the fixed file itself.

import { drawn, isDrawable } from "./canvas.js";
import { announce, copyButton, el, save } from "./dom.js";
import { change, policy, say, settings } from "./settings.js";

export const fixOf = (preflight, { file, name, report }) => {
  const { fix } = report;
  if (!fix) return null;
  const isNative = fix.command[0] === "seedance-preflight";
  return el(
    "section",
    { class: "fix" },
    el("h3", {}, say("fix")),
    isDrawable(report) ? download(preflight, file, name, fix) : null,
    loss(fix),
    el("p", { class: "soft" }, say(isNative ? "needsProgram" : "fixCommand")),
    command(preflight, fix.command),
  );
};

const loss = ({ loss: { picture_percent: percent, seconds } = {} }) => {
  const rounded = (value) => Math.round(value * 10) / 10;
  return [
    percent?.value > 0 ? el("p", {}, say("lost", { percent: rounded(percent.value) })) : null,
    seconds?.value > 0 ? el("p", {}, say("lostSeconds", { seconds: rounded(seconds.value) })) : null,
  ];
};

/** A command for the shell that the user has. */
export const command = (preflight, words) => {
  const text = el("code", {});
  const show = () => {
    try {
      text.textContent = preflight.quote(words, settings.shell);
    } catch (error) {
      text.textContent = preflight.translate(error.message, settings.language);
    }
  };
  show();
  const choice = el(
    "select",
    {
      "aria-label": say("shell"),
      onchange: ({ target }) => {
        change("shell", target.value);
        show();
      },
    },
    ["posix", "powershell"].map((shell) => el("option", { value: shell, selected: shell === settings.shell }, say(shell))),
  );
  return el(
    "div",
    { class: "command" },
    el("pre", { tabindex: 0, "aria-label": say("fix") }, text),
    el("div", { class: "row" }, copyButton(say("copy"), say("copied"), () => text.textContent), choice),
  );
};

/** The button that makes the fixed image, checks it again, and saves it. */
const download = (preflight, file, name, fix) => {
  const result = el("p", { class: "soft", role: "status" });
  const button = el("button", { type: "button", class: "primary" }, say("download"));
  button.addEventListener("click", async () => {
    button.disabled = true;
    result.textContent = say("downloading");
    try {
      const made = await drawn(file, name, fix);
      const { verdict } = await preflight.checkAsync(made.blob, { ...policy(), name: made.name });
      save(made.blob, made.name);
      result.textContent = say("downloaded", { name: made.name, verdict: say(verdict) });
    } catch (error) {
      result.textContent = say("notFixed", { reason: error.message });
    }
    announce(result.textContent);
    button.disabled = false;
  });
  return el("div", {}, button, result);
};
