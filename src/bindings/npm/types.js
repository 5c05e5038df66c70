// Writes the types of reports, facts, explanations, profiles and requests from their published schemas: `schemas.d.ts`.
//
//   node src/bindings/npm/types.js > src/bindings/npm/schemas.d.ts

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SCHEMAS = new URL("../../../testdata/schema/", import.meta.url);

/** The whole file. */
export const types = () => {
  const known = new Map();
  const lines = ["// Made from the JSON Schemas of the crate by `types.js`; a test holds it against them.", ""];
  for (const [file, name] of [
    ["report", "Report"],
    ["explanation", "Explanation"],
    ["profile", "Profile"],
    ["request", "Request"],
  ]) {
    const schema = JSON.parse(readFileSync(new URL(`${file}.json`, SCHEMAS)));
    const rename = (definition) => definitionName(definition, schema.$defs[definition], known, name);
    const names = new Map(Object.keys(schema.$defs ?? {}).map((definition) => [definition, rename(definition)]));
    for (const [definition, { name: type, isNew }] of names) {
      if (isNew) lines.push(...declaration(type, schema.$defs[definition], names));
    }
    lines.push(...declaration(name, { ...schema, description: schema.title }, names));
  }
  return `${lines.join("\n").trimEnd()}\n`;
};

/** The type of a definition: schemas share some, word for word. */
const definitionName = (definition, schema, known, prefix) => {
  const plain = definition.replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase());
  const text = JSON.stringify(schema);
  const taken = known.get(plain);
  if (taken === text) return { name: plain, isNew: false };
  const name = taken === undefined ? plain : `${prefix}${plain}`;
  known.set(name, text);
  return { name, isNew: true };
};

const declaration = (name, schema, names) => {
  const comment = schema.description ? [`/** ${schema.description} */`] : [];
  const { properties, additionalProperties } = schema;
  const isInterface = properties && !schema.anyOf && !schema.oneOf && additionalProperties === undefined;
  const type = typeOf(schema, names, "");
  return [...comment, isInterface ? `export interface ${name} ${type}` : `export type ${name} = ${type};`, ""];
};

/** A schema as a type. What types cannot state, such as ranges of numbers, is left to the check. */
const typeOf = (schema, names, indent) => {
  if (schema === true) return "unknown";
  const own = { ...schema };
  if (own.$ref) return reference(own.$ref, names);
  // Of parts that hold together, only the first states a type; the others narrow it.
  if (own.allOf && !typeKeys({ ...own, allOf: undefined })) return typeOf(own.allOf[0], names, indent);
  if ("const" in own) return JSON.stringify(own.const);
  if (own.enum) return own.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = own.anyOf ?? own.oneOf;
  if (choices && !own.properties) {
    // A choice may only state which properties are required together.
    const types = [...new Set(choices.filter((choice) => typeKeys(choice)).map((choice) => typeOf(choice, names, indent)))];
    if (types.length > 0) return types.join(" | ");
  }
  if (Array.isArray(own.type)) return own.type.map((type) => typeOf({ ...own, type }, names, indent)).join(" | ");
  switch (own.type ?? (own.properties ? "object" : own.items ? "array" : undefined)) {
    case "string":
      return "string";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "null":
      return "null";
    case "array":
      return array(own.items ? typeOf(own.items, names, indent) : "unknown");
    case "object":
      return object(own, names, indent);
    default:
      return "unknown";
  }
};

/** `#/$defs/fix/properties/steps` is `Fix["steps"]`. */
const reference = (pointer, names) => {
  const [, , definition, ...path] = pointer.split("/");
  const keys = path.filter((key) => key !== "properties").map((key) => `[${JSON.stringify(key)}]`);
  const type = names.get(definition).name;
  return keys.length > 0 ? `NonNullable<${type}${keys.join("")}>` : type;
};

const typeKeys = (schema) =>
  ["$ref", "const", "enum", "anyOf", "oneOf", "type", "properties", "items"].some((key) => schema[key] !== undefined);

const array = (items) => (/[|{]/.test(items) ? `Array<${items}>` : `${items}[]`);

const object = ({ properties = {}, required = [], additionalProperties }, names, indent) => {
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([key, schema]) => {
    const comment = schema.description && !schema.$ref ? `${inner}/** ${schema.description} */\n` : "";
    const name = /^[a-z_]\w*$/i.test(key) ? key : JSON.stringify(key);
    return `${comment}${inner}${name}${required.includes(key) ? "" : "?"}: ${typeOf(schema, names, inner)};`;
  });
  if (typeof additionalProperties === "object") {
    members.push(`${inner}[key: string]: ${typeOf(additionalProperties, names, inner)};`);
  }
  if (members.length === 0) return "Record<string, unknown>";
  return `{\n${members.join("\n")}\n${indent}}`;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(types());
