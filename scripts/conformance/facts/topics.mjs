/** What is not emulated, where facts of several areas share it. */
export const AML_SYSTEM = "logs, metrics and exit codes of AML's own system";
export const PIPELINE = 'what a workspace and a pipeline add';
export const DRIVER_ARGUMENTS = "undocumented arguments of AML's driver";
