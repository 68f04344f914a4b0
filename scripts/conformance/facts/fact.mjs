/** A fact that a replay emulates; a test with `[id]` in its title pins it. */
export const emulated = (id, sentence, source) => ({ id, sentence, source, missing: null });

/**
 * A fact that a replay does not emulate.
 *
 * @param topic a few words for the list of what is not emulated; facts share it
 * @param reason why not, or what a replay does in its place
 */
export const notEmulated = (id, sentence, source, topic, reason) => ({
  id,
  sentence,
  source,
  missing: { topic, reason },
});
