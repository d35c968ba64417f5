export * from "./assume_role_playground.js";
export { default } from "./assume_role_playground.js";
