/** One field of a protocol buffer message (https://protobuf.dev/programming-guides/encoding/). */
export type Field =
  | { readonly number: number; readonly type: 0; readonly value: bigint }
  | { readonly number: number; readonly type: 1 | 2 | 5; readonly value: Uint8Array };

/** @throws RangeError when the bytes end inside a field */
export function readFields(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('the message ends inside a number');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new RangeError('the message ends inside a field');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const number = key >>> 3;
    const type = key & 7;
    if (type === 0) fields.push({ number, type, value: varint() });
    else if (type === 1) fields.push({ number, type, value: take(8) });
    else if (type === 2) fields.push({ number, type, value: take(Number(varint())) });
    else if (type === 5) fields.push({ number, type, value: take(4) });
    else throw new RangeError(`wire type ${type} is not known`);
  }
  return fields;
}

export function writeFields(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap((field) => {
      const key = writeVarint(BigInt((field.number << 3) | field.type));
      if (field.type === 0) return [key, writeVarint(field.value)];
      return field.type === 2
        ? [key, writeVarint(BigInt(field.value.length)), field.value]
        : [key, field.value];
    }),
  );
}

export function bytesField(number: number, value: Uint8Array | string): Field {
  return { number, type: 2, value: typeof value === 'string' ? Buffer.from(value) : value };
}

export function numberField(number: number, value: number): Field {
  return { number, type: 0, value: BigInt(value) };
}

function writeVarint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
