import { bytesField, numberField, readFields, writeFields } from './protobuf.ts';

const ATTRIBUTE = { name: 1, float: 2, int: 3, ints: 8, type: 20 } as const;
const TYPE = { float: 1, int: 2, ints: 7 } as const;

export function floatAttribute(name: string, value: number): Uint8Array {
  const float = new Uint8Array(Float32Array.of(value).buffer);
  return writeFields([
    bytesField(ATTRIBUTE.name, name),
    { number: ATTRIBUTE.float, type: 5, value: float },
    numberField(ATTRIBUTE.type, TYPE.float),
  ]);
}

export function intAttribute(name: string, value: number): Uint8Array {
  return writeFields([
    bytesField(ATTRIBUTE.name, name),
    numberField(ATTRIBUTE.int, value),
    numberField(ATTRIBUTE.type, TYPE.int),
  ]);
}

export function intsAttribute(name: string, values: readonly number[]): Uint8Array {
  return writeFields([
    bytesField(ATTRIBUTE.name, name),
    ...values.map((value) => numberField(ATTRIBUTE.ints, value)),
    numberField(ATTRIBUTE.type, TYPE.ints),
  ]);
}

/** The integers of an attribute; empty when the node does not have it. */
export function intsOf(attributes: readonly Uint8Array[], name: string): number[] {
  for (const attribute of attributes) {
    const fields = readFields(attribute);
    const own = fields.find((field) => field.number === ATTRIBUTE.name)?.value;
    if (own instanceof Uint8Array && Buffer.from(own).toString() === name) {
      return fields.flatMap((field) =>
        field.type === 0 && (field.number === ATTRIBUTE.ints || field.number === ATTRIBUTE.int)
          ? [Number(field.value)]
          : [],
      );
    }
  }
  return [];
}
