// What a site needs for the element; everything else as `create-docusaurus` makes it.
export default {
  title: "Roles",
  url: "https://docs.example.com",
  baseUrl: "/",
  // Where `baseUrl` is not `/`, it comes before `play`.
  scripts: [{ src: "/play/assume-role-playground.js", type: "module" }],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
};
