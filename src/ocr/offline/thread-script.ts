/** A separate file because the one-file bundle, which is its own thread script, replaces it. */
export const THREAD_SCRIPT = new URL('./thread.js', import.meta.url);
