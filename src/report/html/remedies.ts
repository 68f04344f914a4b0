/** What to do about images that failed, by the codes of docs/failed-items.md. */
const REMEDIES: Readonly<Record<string, string>> = {
  empty_file: 'The file has no bytes. Upload it again, or take it out of the input.',
  not_found:
    'The file was not there when its turn came. Check that nothing moves or deletes images during the run.',
  not_a_file: 'A folder or a device has the name of an image. Take it out of the input.',
  no_permission: 'Give the identity of the job the right to read the file.',
  read_error:
    'The storage failed several times. Run these images again; see the log of the storage if they fail again.',
  unsupported_format:
    'Convert the file to a format that the engine reads, or take it out of the input. The content decides, not the name.',
  corrupt_image: 'The file is damaged or cut off. Get the original again.',
  file_too_large:
    "The file is above the engine's limit. Compress or split it, or choose an engine with a higher limit.",
  image_too_small: "The image is below the engine's limit. Enlarge it, or take it out of the input.",
  image_too_large: "The image is above the engine's limit. Scale it down or split it.",
  no_image: 'The row of the table names no image. Fill the column of images.',
  bad_url: 'The row of the table has no usable https URL. Correct it.',
  url_rejected: 'The URL leads to a private address. Give --allow_private_urls if that is meant.',
  download_rejected:
    'The server does not give the image. Check that the URL opens without signing in, and renew signatures that have expired.',
  image_timeout:
    'Reading took longer than --image_timeout. Raise it together with --run_invocation_timeout, or split the image.',
  run_timeout:
    'The mini-batch had too little time. Make mini-batches smaller, or raise --run_invocation_timeout.',
  engine_error: 'The engine failed unexpectedly. The log of the process has the details.',
  engine_failed: 'The engine failed unexpectedly. The log of the process has the details.',
  process_ended:
    'The image ended its process twice. Convert or scale it down, or give the process more memory.',
};

/** Codes of other origin are those of the service. */
export function remedyOf(code: string): string {
  return Object.hasOwn(REMEDIES, code)
    ? (REMEDIES[code] ?? '')
    : 'The service or the entry script gave this reason; its message says more.';
}
