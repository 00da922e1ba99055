/** Asking for data, by address. Every failure is a `FetchFailed` whose `reason` the page has a sentence for. */

import { FetchFailed, reach } from "./reach.js";

export { FetchFailed };

/**
 * Fetch JSON.
 * @param {string} url
 * @param {{signal?: AbortSignal}} [options]
 */
export async function getJson(url, { signal } = {}) {
  return (await reach(url, signal)).json();
}

/** Read what `getBuffer` fetched. */
export function jsonIn(buffer) {
  return JSON.parse(new TextDecoder().decode(buffer));
}

/** Fetch bytes, for a worker to read by `jsonIn`. */
export async function getBuffer(url) {
  return (await reach(url)).arrayBuffer();
}

export async function getText(url) {
  return (await reach(url)).text();
}

/** Fetch a file to keep, with the name that the server gives it. */
export async function getFile(url) {
  const response = await reach(url);
  const [, name] = response.headers.get("Content-Disposition")?.match(/filename\*=UTF-8''([^;]+)/) ?? [];
  return { blob: await response.blob(), name: name ? decodeURIComponent(name) : new URL(url, window.location).pathname.split("/").pop() };
}

/**
 * Put values into a URL: `{name}` in its path, the rest as query.
 * @param {string} template
 * @param {Record<string, string | number | null>} values null leaves a query parameter out
 */
export function urlOf(template, values) {
  const rest = { ...values };
  const path = template.replace(/\{(\w+)\}/g, (_, name) => {
    delete rest[name];
    return encodeURIComponent(values[name]);
  });
  const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== null)).toString();
  return query ? `${path}${path.includes("?") ? "&" : "?"}${query}` : path;
}
