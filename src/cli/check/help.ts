export const CHECK_HELP = `parallel-run-ocr check [--json] ENTRY ARGUMENTS
parallel-run-ocr check [--json] -- ENTRY ARGUMENTS

Does once what init() and the first image would do with these arguments: signs in, reads each secret, and calls each
service with a small drawn picture. Says what works, what to fix and how. Secrets are never printed.

The reading service and the plate detector are called once each, and each call is billed as one. Key Vault's are too.

Options:
  --json    one JSON object on standard output instead of the table
  --help    show this

Examples:
  parallel-run-ocr check --kv_readapi readapisecret --key_vault kv-ocr
  parallel-run-ocr check --kv_readapi readapisecret --kv_customimage customimage --key_vault kv-ocr
  parallel-run-ocr check --engine document-intelligence --service_auth entra --read_endpoint https://NAME.cognitiveservices.azure.com
  parallel-run-ocr check --engine offline

Exit codes: 0 everything works, 1 something does not, 2 wrong usage.
`;
