// A browser's app: the check on the main thread, by ranges of a File.
import { load, type FileReport } from "seedance-preflight";

const preflight = await load();
const input = document.querySelector("input")!;
input.addEventListener("change", async () => {
  const file = input.files?.[0];
  if (!file) return;
  const report: FileReport = await preflight.checkAsync(file, { name: file.name, language: "en" });
  const rules = report.findings.map(({ rule, outcome }) => `${rule} ${outcome}`);
  document.querySelector("output")!.textContent = [report.verdict, ...rules].join("\n");
});
document.body.dataset.ready = "true";
