import { describe, expect, it } from 'vitest';
import { FaultPicker } from '../../../src/emulator/faults/fault-picker.ts';
import { faults } from '../emulated.ts';

const SHA = { a: 'a'.repeat(64), b: 'b'.repeat(64) };
const hang = { on: 'read.submit', fault: 'hang' } as const;

/** One letter a request: x where the rule fired. */
function fired(rule: object, images: string, names?: ReadonlyMap<string, string>): string {
  const picker = new FaultPicker(faults({ ...hang, ...rule }), names);
  const pick = (image: string) =>
    picker.afterBody({ operation: 'read.submit', sha256: image === 'a' ? SHA.a : SHA.b });
  return Array.from(images, (image) => (pick(image) === null ? '.' : 'x')).join('');
}

describe('a fault rule', () => {
  it.each([
    [{}, 'aaaa', 'xxxx'],
    [{ nth: 2 }, 'aaaa', '.x..'],
    [{ nth: [1, 4] }, 'aaaa', 'x..x'],
    [{ from: 2, to: 3 }, 'aaaa', '.xx.'],
    [{ from: 3 }, 'aaaa', '..xx'],
    [{ probability: 0 }, 'aaaa', '....'],
    [{ image: 'aaaaaaaa' }, 'abab', 'x.x.'],
    [{ image: 'aaaaaaaa', nth: 2 }, 'abab', '..x.'],
    [{ nth: 1, per_image: true }, 'abab', 'xx..'],
  ])('with %j and requests %s fires %s', (rule, images, expected) => {
    expect(fired(rule, images)).toBe(expected);
  });

  it('finds an image by its name', () => {
    expect(fired({ image_name: 'b.png' }, 'ab', new Map([[SHA.b, 'b.png']]))).toBe('.x');
  });

  it('draws from the seed: the same pattern every time, near its probability', () => {
    const requests = 'a'.repeat(1000);
    const pattern = fired({ probability: 0.2 }, requests);
    expect(fired({ probability: 0.2 }, requests)).toBe(pattern);
    expect(pattern.replaceAll('.', '').length).toBeGreaterThan(150);
    expect(pattern.replaceAll('.', '').length).toBeLessThan(250);
  });

  it('counts requests that an earlier rule took, and starts again after a reset', () => {
    const picker = new FaultPicker(
      faults({ ...hang, nth: 1 }, { on: 'read.submit', nth: 2, fault: 'throttle' }),
    );
    const pick = () => picker.afterBody({ operation: 'read.submit', sha256: null })?.fault;
    expect([pick(), pick(), pick()]).toEqual(['hang', 'throttle', undefined]);
    picker.reset();
    expect(pick()).toBe('hang');
  });

  it('is for its own operations', () => {
    const picker = new FaultPicker(faults(hang));
    expect(picker.afterBody({ operation: 'read.result', sha256: null })).toBeNull();
  });
});
