/** `fetch` for all requests but those to the reading services; each host is reached through its proxy. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
