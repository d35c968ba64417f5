// The engine for bundlers, which find the file of the engine by its address in the script: ready as soon as it is imported.
import init from "./assume_role_playground.js";

await init();

export * from "./assume_role_playground.js";
