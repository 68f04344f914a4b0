import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { neverAborted, orAborted, reasonOf, untilAborted } from '../../src/flow/abort.ts';

const forever = (): Promise<never> => new Promise(() => {});

describe('orAborted', () => {
  it('gives what the promise gives', async () => {
    expect(await orAborted(Promise.resolve(7), neverAborted)).toBe(7);
    await expect(orAborted(Promise.reject(new Error('no')), neverAborted)).rejects.toThrow('no');
  });

  it('ends at once with the reason of the signal, before or while it waits', async () => {
    const reason = new Error('leaving');
    await expect(orAborted(forever(), AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const waiting = orAborted(forever(), controller.signal);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it('leaves no rejection unhandled when the promise fails after the signal', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const late = setImmediate().then(() => Promise.reject(new Error('too late to matter')));
    await expect(orAborted(late, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    await setImmediate();
    await setImmediate();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('untilAborted', () => {
  it('resolves when the signal is aborted, and at once when it was', async () => {
    const controller = new AbortController();
    const waiting = untilAborted(controller.signal);
    controller.abort();
    await expect(waiting).resolves.toBeUndefined();
    await expect(untilAborted(AbortSignal.abort())).resolves.toBeUndefined();
  });
});

describe('reasonOf', () => {
  it('is an Error, whatever was passed to abort()', () => {
    const reason = new Error('stop');
    expect(reasonOf(AbortSignal.abort(reason))).toBe(reason);
    expect(reasonOf(AbortSignal.abort('stop'))).toMatchObject({ name: 'Error', cause: 'stop' });
  });
});

describe('neverAborted', () => {
  it('takes any number of listeners without a warning of a leak', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    await Promise.all(Array.from({ length: 40 }, () => orAborted(setImmediate(), neverAborted)));
    await setImmediate();
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });
});
