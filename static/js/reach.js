/** The one place that asks the server. A map in one file has another one, which looks into the file (exported/reach.js). */

export class FetchFailed extends Error {
  /** @param {"offline" | "missing" | "refused" | "server"} reason */
  constructor(reason, status = 0) {
    super(reason);
    this.reason = reason;
    this.status = status;
  }
}

/** @returns {Promise<Response>} one that is well; a `FetchFailed` otherwise */
export async function reach(url, signal) {
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
