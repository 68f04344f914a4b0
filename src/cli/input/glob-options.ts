import { text } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import { type FileGlobs, USUALLY_EXCLUDED } from '../../replay/input/file-filter.ts';

const NOTHING = 'none';

const glob = text((given) => (given.trim() === '' ? 'a glob such as *.jpg, 2020/** or folder/' : null));

/** Which files of an input folder are taken. */
export const GLOB_OPTIONS = grouped('Input', {
  include: {
    value: 'GLOB',
    description: 'Take only files of folders that match, for example *.jpg or 2020/**; may be repeated',
    defaultDescription: 'all',
    type: glob,
    repeatable: true,
  },
  exclude: {
    value: 'GLOB',
    description: `Leave out files of folders that match; may be repeated, and replaces the default; ${NOTHING} leaves out nothing, as AML does`,
    defaultDescription: USUALLY_EXCLUDED.join(' '),
    type: glob,
    repeatable: true,
  },
});

export function toGlobs(values: { include: readonly string[]; exclude: readonly string[] }): FileGlobs {
  const { include, exclude } = values;
  return {
    include,
    exclude: exclude.length === 0 ? USUALLY_EXCLUDED : exclude.filter((given) => given !== NOTHING),
  };
}
