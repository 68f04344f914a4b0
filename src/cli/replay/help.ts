import { optionParser } from '../command/option-parser.ts';
import { REPLAY_TABLE } from './arguments.ts';

export async function replayHelp(columns: number): Promise<string> {
  const help = await optionParser(REPLAY_TABLE)
    .wrap(Math.min(columns, 110))
    .usage('parallel-run-ocr replay INPUT… [options] -- ENTRY ARGUMENTS')
    .usage('')
    .usage(
      'Cuts images into mini-batches and runs them on this machine as Azure Machine Learning would: same entry script, same arguments, same retries and limits.',
    )
    .usage('')
    .usage(
      'INPUT is a folder (with all its subfolders, hidden files too), a file, or @list.txt: a file with one path a line, relative to the folder of the list.',
    )
    .example('parallel-run-ocr replay images -- --engine offline', 'read a folder of images offline')
    .example(
      'parallel-run-ocr replay @failed.txt --output retry -- --engine offline',
      'read the images that a list names',
    )
    .example(
      'parallel-run-ocr replay images --mini_batch_size 5 --error_threshold 0 -- --engine offline',
      'would one unreadable image fail the job?',
    )
    .epilogue(
      [
        'Options may be written with dashes (--mini-batch-size); abbreviations are not accepted.',
        'Ctrl-C lets the running mini-batches finish, a second one stops at once.',
        '',
        'Exit codes: 0 AML would complete the job, 42 AML would fail it, 2 wrong usage, 130 interrupted, 1 unexpected.',
      ].join('\n'),
    )
    .getHelp();
  return `${help}\n`;
}
