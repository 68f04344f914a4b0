/** The part of the package we use: version 1.17.0 ships without its type declarations. */
declare module 'onnxruntime-node' {
  export interface Tensor {
    readonly data: unknown;
    readonly dims: readonly number[];
  }

  export interface InferenceSession {
    readonly inputNames: readonly string[];
    readonly outputNames: readonly string[];
    run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
    release(): Promise<void>;
  }

  const runtime: {
    readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor;
    readonly InferenceSession: {
      create(model: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<InferenceSession>;
    };
  };
  export default runtime;
}
