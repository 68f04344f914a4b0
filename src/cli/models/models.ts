import type { CommandGroup } from '../command/command.ts';

/** `parallel-run-ocr models …` */
export const modelCommands: CommandGroup = {
  name: 'models',
  summary: "list the offline engine's models, install the better one",
  about: 'The models that the offline engine reads with. Without a command, lists them.',
  standard: 'list',
  commands: [
    {
      name: 'list',
      summary: 'show each model with its licence, its checksum, and where it is installed',
      load: async () => (await import('./list.ts')).listCommand,
    },
    {
      name: 'install',
      summary: 'download PP-OCRv6, check it, and put it where the worker finds it',
      load: async () => (await import('./install.ts')).installCommand,
    },
  ],
};
