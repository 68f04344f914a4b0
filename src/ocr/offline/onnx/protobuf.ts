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
      const byte = nextByte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const nextByte = (): number => {
    const byte = bytes[at++];
    if (byte === undefined) throw new RangeError('the message ends inside a number');
    return byte;
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

/** A field whose message is not encoded yet. */
export interface MessageField {
  readonly number: number;
  readonly type: 2;
  readonly message: readonly (Field | MessageField)[];
}

/** Copies each value once, however deep its message is: a model has megabytes of weights. */
export function writeFields(fields: readonly (Field | MessageField)[]): Uint8Array {
  return Buffer.concat(toPieces(fields));
}

function toPieces(fields: readonly (Field | MessageField)[]): Uint8Array[] {
  return fields.flatMap((field) => {
    const key = writeVarint(BigInt((field.number << 3) | field.type));
    if (field.type === 0) return [key, writeVarint(field.value)];
    if (field.type !== 2) return [key, field.value];
    const pieces = 'message' in field ? toPieces(field.message) : [field.value];
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    return [key, writeVarint(BigInt(length)), ...pieces];
  });
}

export function messageField(number: number, message: MessageField['message']): MessageField {
  return { number, type: 2, message };
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
