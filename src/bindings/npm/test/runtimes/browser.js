// A browser: the work on the file of an input.
import { load } from "seedance-preflight";

import { work } from "./script.js";

const preflight = await load();
document.querySelector("input").addEventListener("change", async ({ target }) => {
  const bytes = new Uint8Array(await target.files[0].arrayBuffer());
  document.querySelector("output").textContent = JSON.stringify(await work(preflight, bytes));
});
document.body.dataset.ready = "true";
