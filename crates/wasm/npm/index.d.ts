export * from "./assume_role_playground.js";
