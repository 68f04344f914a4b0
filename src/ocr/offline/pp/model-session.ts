import type { Tensor } from 'onnxruntime-node';
import { passGate, type NativeGate } from '../native-gate.ts';

export interface ModelOutput {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** One model on one thread: an image tensor of 1 × 3 × height × width in, one tensor out. */
export interface ModelSession {
  run(input: Float32Array, width: number, height: number): Promise<ModelOutput>;
  close(): Promise<void>;
}

/** @throws when onnxruntime-node is not installed or the bytes are not a model */
export async function openModel(model: Uint8Array, gate: NativeGate): Promise<ModelSession> {
  const { default: onnx } = await import('onnxruntime-node');
  const options = {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    // One image per thread is faster by half than one image over all threads.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    // It would store a memory pattern per input size, and hardly any two lines have the same size.
    enableMemPattern: false,
    // Errors only: it would warn about the output shapes that we changed.
    logSeverityLevel: 3,
  } as const;
  const session = await passGate(gate, () => onnx.InferenceSession.create(model, options));
  const [input = ''] = session.inputNames;
  const [output = ''] = session.outputNames;
  return {
    async run(data, width, height) {
      const feeds = { [input]: new onnx.Tensor('float32', data, [1, 3, height, width]) };
      return toOutput((await passGate(gate, () => session.run(feeds)))[output]);
    },
    close: () => session.release(),
  };
}

function toOutput(tensor: Tensor | undefined): ModelOutput {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('the model did not return a float32 tensor');
  return { data: tensor.data, dims: tensor.dims };
}
