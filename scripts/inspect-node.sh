#!/bin/sh
# Node that waits for a debugger; the Python entry script starts its worker with the Node of PARALLEL_RUN_OCR_NODE.
exec node --import "$(dirname "$0")/wait-for-debugger.mjs" "$@"
