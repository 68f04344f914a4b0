#!/bin/sh
# Node that waits for a debugger on port 9230 (or INSPECT_PORT). The Python entry script starts its worker with it:
# PARALLEL_RUN_OCR_NODE=$PWD/scripts/inspect-node.sh
exec node "--inspect-brk=127.0.0.1:${INSPECT_PORT:-9230}" "$@"
