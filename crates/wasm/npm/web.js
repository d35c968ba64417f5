// The engine for browsers without a bundler, and for whoever decides when and from where it is loaded:
// `await init()` first, or `await init({ module_or_path: address })`.
export * from "./assume_role_playground.js";
export { default } from "./assume_role_playground.js";
