/** What `parallel-run-ocr/emulator` exports: the emulator inside a process of one's own, for instance a test. */
export { type Emulator, startEmulator } from './server/start-emulator.ts';
export type { EmulatorOptions } from './emulator-options.ts';
export { parseFaults } from './faults/parse-faults.ts';
export { syntheticEngine } from './reading/synthetic-engine.ts';
export type { OcrEngine } from '../ocr/engine.ts';
