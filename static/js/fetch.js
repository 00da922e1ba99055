/** The one place that asks the server. Every failure is a `FetchFailed` whose `reason` the page has a sentence for. */

export class FetchFailed extends Error {
  /** @param {"offline" | "missing" | "refused" | "server"} reason */
  constructor(reason, status = 0) {
    super(reason);
    this.reason = reason;
    this.status = status;
  }
}

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

/** Fetch a file to keep, with the name that the server gives it. */
export async function getFile(url) {
  const response = await reach(url);
  const [, name] = response.headers.get("Content-Disposition")?.match(/filename\*=UTF-8''([^;]+)/) ?? [];
  return { blob: await response.blob(), name: name ? decodeURIComponent(name) : new URL(url, window.location).pathname.split("/").at(-1) };
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
  const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== null));
  return query.size ? `${path}${path.includes("?") ? "&" : "?"}${query}` : path;
}

async function reach(url, signal) {
  const response = await fetch(url, { signal }).catch((error) => {
    throw error.name === "AbortError" ? error : new FetchFailed("offline");
  });
  if (!response.ok) throw new FetchFailed(reasonOf(response.status), response.status);
  return response;
}

function reasonOf(status) {
  if (status === 404) return "missing";
  if (status === 401 || status === 403) return "refused";
  return "server";
}
