/** What programs write for a value that is missing; a pipeline parameter of SDK v1 cannot be empty. */
const NO_VALUE =
  /^(?:none|null|nil|undefined|nan|nat|n\/a|n\.a\.|\((?:none|null)\)|__hive_default_partition__|today|yesterday|tomorrow|now)$/i;
const NO_DATE_PART = /^(?:none|null|nil|undefined|nan)$/i;

/** What people write where a value is required and they have none. A slash after it says that it is a folder. */
const PLACEHOLDER =
  /^(?:default|dummy|placeholder|empty|blank|todo|tbd|unset|not[ _-]?set|change[ _-]?me|all|any|string|value|input_partition|partition|date|day|utcnow)$/i;

/** An expression, a variable or a format that should have been replaced by a date. */
const NOT_EVALUATED: readonly RegExp[] = [
  // Data Factory: https://learn.microsoft.com/azure/data-factory/control-flow-expression-language-functions
  /^[@$]|\$\(|^[A-Za-z_][\w.]*\((?:\)|.*["',()])|PipelineParameter|\[object \w+\]/,
  // Templates, shells, batch files, strftime
  /[{}<>|"`]|%[A-Za-z]|^__\w+__$/,
  /^(?:y{2,4}\W?m{1,4}(?:\W?d{1,4})?|[dm]{1,4}\W?[dm]{1,4}\W?y{2,4})$/i,
];

/**
 * Whether a text is what is left where a value is missing or was not evaluated.
 *
 * @param isFolder whether the text has a slash after it
 */
export function namesNothing(text: string, isFolder: boolean): boolean {
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)) return true;
  if (NO_VALUE.test(text) || NOT_EVALUATED.some((pattern) => pattern.test(text))) return true;
  if (!isFolder && PLACEHOLDER.test(text)) return true;
  return text.split('/').some((name) => NO_DATE_PART.test(name.trim())) || isDateWithoutPart(text);
}

/** `2020-None-07`, `undefined_undefined_undefined` */
function isDateWithoutPart(text: string): boolean {
  const parts = text.split(/[/_. -]+/);
  const missing = parts.filter((part) => NO_DATE_PART.test(part));
  return (
    parts.length > 1 &&
    missing.length > 0 &&
    parts.every((part) => missing.includes(part) || /^\d+$/.test(part))
  );
}
