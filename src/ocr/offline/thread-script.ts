/** A file of its own because the one-file bundle, which is its own thread script, puts another in its place. */
export const THREAD_SCRIPT = new URL('./thread.js', import.meta.url);
