import { describe, expect, it } from 'vitest';
import { GateShut, newGate, passGate, shutGate, shutGateNow } from '../../../src/ocr/offline/native-gate.ts';

describe('the native gate', () => {
  it('knows whether somebody is inside', async () => {
    const gate = newGate();
    let finish = (): void => {};
    const call = passGate(gate, () => new Promise<void>((resolve) => (finish = resolve)));
    expect(shutGate(gate)).toBe(false);
    finish();
    await call;
    expect(shutGate(gate)).toBe(true);
  });

  it('lets nobody in once it is shut', async () => {
    const gate = newGate();
    shutGate(gate);
    await expect(passGate(gate, async () => 'in')).rejects.toBeInstanceOf(GateShut);
    expect(shutGate(gate)).toBe(true);
  });

  it('is left by a call that fails', async () => {
    const gate = newGate();
    await expect(passGate(gate, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(shutGate(gate)).toBe(true);
  });

  it('does not wait for ever for one who stays inside', () => {
    const gate = newGate();
    void passGate(gate, () => new Promise(() => {}));
    const started = performance.now();
    shutGateNow(gate, 60);
    expect(performance.now() - started).toBeGreaterThanOrEqual(50);
  });
});
