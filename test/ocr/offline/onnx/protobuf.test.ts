import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  floatAttribute,
  intAttribute,
  intsAttribute,
  intsOf,
} from '../../../../src/ocr/offline/onnx/attributes.ts';
import { readFields, writeFields, type Field } from '../../../../src/ocr/offline/onnx/protobuf.ts';

const number = fc.integer({ min: 1, max: 500 });
const field: fc.Arbitrary<Field> = fc.oneof(
  fc.record({ number, type: fc.constant(0 as const), value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
  fc.record({ number, type: fc.constant(2 as const), value: fc.uint8Array({ maxLength: 300 }) }),
  fc.record({ number, type: fc.constant(5 as const), value: fc.uint8Array({ minLength: 4, maxLength: 4 }) }),
  fc.record({ number, type: fc.constant(1 as const), value: fc.uint8Array({ minLength: 8, maxLength: 8 }) }),
);

describe('protocol buffer fields', () => {
  it('read back as they were written', () => {
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        expect(readFields(new Uint8Array(writeFields(fields)))).toEqual(fields);
      }),
    );
  });

  it('match the encoding guide: field 1, value 150', () => {
    expect([...writeFields([{ number: 1, type: 0, value: 150n }])]).toEqual([0x08, 0x96, 0x01]);
  });

  it('reject a message that is cut off', () => {
    expect(() => readFields(Uint8Array.of(0x12, 5, 1))).toThrow(RangeError);
    expect(() => readFields(Uint8Array.of(0x08, 0x96))).toThrow(RangeError);
    expect(() => readFields(Uint8Array.of(0x0b))).toThrow('wire type 3');
  });
});

it('attributes hold integers', () => {
  const attributes = [
    floatAttribute('alpha', 0.5),
    intAttribute('group', 7),
    intsAttribute('pads', [1, 2, 3, 4]),
  ];
  expect(intsOf(attributes, 'group')).toEqual([7]);
  expect(intsOf(attributes, 'pads')).toEqual([1, 2, 3, 4]);
  expect(intsOf(attributes, 'strides')).toEqual([]);
});
