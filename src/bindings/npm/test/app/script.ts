// A script for Node.
import { PreflightError, load } from "seedance-preflight";
import type { AssetFacts, Facts, Fix, Request, RequestReport } from "seedance-preflight";

const preflight = await load();
const path = process.argv[2] ?? "";
const report = preflight.checkFile(path, { as: "video", denyWarnings: true });
const facts: Facts = report.facts;
const fix: Fix | null = preflight.fix(facts, { name: path, choices: { quality: "small" } });
const duration: number | undefined = facts.duration?.seconds;
const request: Request = { model: "seedance-2.0-text-to-video", prompt: "A cat." };
const assets: AssetFacts[] = [];
const judged: RequestReport = preflight.checkRequest(request, assets);
try {
  preflight.explain("no/such-rule");
} catch (error) {
  if (!(error instanceof PreflightError)) throw error;
}
// @ts-expect-error A verdict has three values.
const never: boolean = report.verdict === "perhaps";
console.log(JSON.stringify({ verdict: report.verdict, duration, command: fix?.command[0], request: judged.verdict, never }));
