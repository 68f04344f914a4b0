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
    // One image per thread beats one image over all threads by half.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    // A pattern per input size would be kept, and hardly two lines are of one size.
    enableMemPattern: false,
    // Errors only: it remarks on the output shapes that we changed.
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
