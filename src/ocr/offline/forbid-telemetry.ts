/**
 * Since 1.29, ONNX Runtime on Linux and macOS stores an id in the home folder and reports models, times and hardware to
 * Microsoft, unless it is told not to before it is loaded: https://github.com/microsoft/onnxruntime/pull/27379. The
 * number of images read is private to the user. A value that is already set is kept.
 */
export function forbidTelemetry(): void {
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
}
