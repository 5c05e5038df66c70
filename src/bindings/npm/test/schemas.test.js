import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { types } from "../types.js";

test("types are those of the published schemas", () => {
  const written = readFileSync(new URL("../schemas.d.ts", import.meta.url), "utf8");
  assert.equal(written, types(), "run `node src/bindings/npm/types.js > src/bindings/npm/schemas.d.ts`");
});
