import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { optimiseDetector, optimiseRecogniser } from '../../../../src/ocr/offline/onnx/optimise.ts';
import { readGraph, writeGraph } from '../../../../src/ocr/offline/onnx/graph.ts';
import { newGate } from '../../../../src/ocr/offline/native-gate.ts';
import { locateRecogniser } from '../../../../src/ocr/offline/packages.ts';
import { openModel, type ModelOutput } from '../../../../src/ocr/offline/pp/model-session.ts';

const located = await locateRecogniser({ kind: 'pp', chinese: false }, 'en');
if (located.kind !== 'pp') throw new Error('English is read by PP-OCR');
const SOURCES = {
  detector: readFileSync(located.files.detectionPath),
  recogniser: readFileSync(located.files.recognitionPath),
};

async function run(model: Uint8Array, width: number, height: number): Promise<ModelOutput> {
  const session = await openModel(model, newGate());
  const input = Float32Array.from(
    { length: 3 * width * height },
    (_, index) => Math.sin(index * 12.9898) * 0.9,
  );
  const output = await session.run(input, width, height);
  await session.close();
  return output;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((worst, value, index) => Math.max(worst, Math.abs(value - b[index]!)), 0);
}

describe('the optimised models', () => {
  it('detect the same, borders included', async () => {
    const [before, after] = [
      await run(SOURCES.detector, 96, 64),
      await run(optimiseDetector(SOURCES.detector), 96, 64),
    ];
    expect(after.dims).toEqual(before.dims);
    expect(largestDifference(after.data, before.data)).toBeLessThan(1e-4);
  });

  it('recognise the same, when all classes are kept', async () => {
    const all = Array.from({ length: 6625 }, (_, index) => index);
    const before = await run(SOURCES.recogniser, 96, 48);
    const after = await run(optimiseRecogniser(SOURCES.recogniser, all), 96, 48);
    expect(after.dims).toEqual(before.dims);
    expect(largestDifference(after.data, before.data)).toBeLessThan(1e-4);
  });

  it('keep the order of the classes that stay', async () => {
    const classes = [0, 5, 100, 6624];
    const { data: all } = await run(SOURCES.recogniser, 64, 48);
    const { data, dims } = await run(optimiseRecogniser(SOURCES.recogniser, classes), 64, 48);
    expect(dims).toEqual([1, 8, 4]);
    for (let step = 0; step < 8; step++) {
      const kept = classes.map((index) => all[step * 6625 + index]!);
      const sum = kept.reduce((a, b) => a + b);
      kept.forEach((value, at) => expect(data[step * 4 + at]).toBeCloseTo(value / sum, 3));
    }
  });

  it('have lost the nodes that were in the way', () => {
    const ops = (model: Uint8Array): Set<string> => new Set(readGraph(model).nodes.map((node) => node.op));
    expect(ops(SOURCES.detector)).toContain('Clip');
    expect(ops(optimiseDetector(SOURCES.detector))).not.toContain('Clip');
  });
});

it('a graph is the same after it was read and written', async () => {
  const before = await run(SOURCES.detector, 64, 64);
  const after = await run(writeGraph(readGraph(SOURCES.detector)), 64, 64);
  expect(largestDifference(after.data, before.data)).toBe(0);
});

it('a model of another shape is rejected', () => {
  expect(() => optimiseRecogniser(SOURCES.detector, [0])).toThrow('MatMul, Add and Softmax');
});
