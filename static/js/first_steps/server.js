/** What the page asks the server about the file of a layer. Every refusal is a `Refused` with a sentence. */

import { page, t, hasText } from "../page.js";
import { urlOf } from "../fetch.js";

const JSON_ONLY = { Accept: "application/json" };

export class Refused extends Error {
  constructor(sentence, reason = "") {
    super(sentence);
    this.reason = reason;
  }
}

/**
 * Send a file, and tell how far that is.
 * @param {string} layer
 * @param {File} file
 * @param {(percent: number) => void} told
 * @param {AbortSignal} signal
 */
export function sendFile(layer, file, told, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of an upload on its way
    request.open("PUT", urlOf(`${page.urls.layer}/file`, { layer, name: file.name }));
    request.setRequestHeader("Accept", JSON_ONLY.Accept);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-CSRFToken", page.csrf);
    request.upload.onprogress = ({ loaded, total }) => told(Math.floor((100 * loaded) / Math.max(total, 1)));
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status < 300 && body) resolve(body);
      else reject(refusalOf(request.status, body));
    };
    request.onerror = () => reject(new Refused(t("failure.offline"), "offline"));
    request.onabort = () => reject(new DOMException("", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

export const stateOf = (layer) => ask(layer, "", {});
export const begin = (layer, action, options) =>
  ask(layer, "/work", { method: "POST", body: JSON.stringify({ action, options }), headers: { "Content-Type": "application/json" } });
export const cancel = (layer) => ask(layer, "/work", { method: "DELETE" });
export const clear = (layer) => ask(layer, "", { method: "DELETE" });
export const addressOf = (layer, kind) => urlOf(`${page.urls.layer}/${kind}`, { layer });

async function ask(layer, path, { headers = {}, ...rest }) {
  const guard = rest.method ? { "X-CSRFToken": page.csrf } : {};
  const url = urlOf(`${page.urls.layer}${path}`, { layer });
  const response = await fetch(url, { ...rest, headers: { ...JSON_ONLY, ...guard, ...headers } }).catch(() => {
    throw new Refused(t("failure.offline"), "offline");
  });
  const body = parsed(await response.text());
  if (!response.ok || !body) throw refusalOf(response.status, body);
  return body;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a proxy's own page: the status says enough
  }
}

function refusalOf(status, body) {
  if (status === 401 || status === 403) return new Refused(t("refused.signed_out"), "signed_out");
  const known = body?.reason && `refused.${body.reason}`;
  if (status === 413) return new Refused(t("refused.too_large", { mb: page.largest_mb }), "too_large");
  if (known && hasText(known)) return new Refused(t(known), body.reason);
  return new Refused(body?.detail ?? body?.title ?? t("failure.server"), "server");
}
