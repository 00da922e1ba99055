// Copies the browser files that the pages use out of node_modules into static/vendor: this list is all of it.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";

const VENDOR = new URL("../static/vendor/", import.meta.url);
const MODULES = new URL("../node_modules/", import.meta.url);

const FILES = {
  "leaflet/leaflet-src.esm.js": "leaflet/dist/leaflet-src.esm.js",
};
console.log(Object.keys(FILES).length, VENDOR.pathname, MODULES.pathname, cp, mkdir, readFile, rm, writeFile);
