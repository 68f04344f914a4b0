import picomatch from 'picomatch';

/** What systems leave in folders, and hidden files and folders. A final slash names a folder. */
export const USUALLY_EXCLUDED: readonly string[] = [
  '.*',
  '.*/',
  'Thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '__MACOSX/',
  '@eaDir/',
];

export interface FileGlobs {
  /** Empty includes every file. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Files that match nothing of `include`, in `leftOut`. */
const NOT_INCLUDED = 'not included';

/**
 * Selects files of a folder by globs, in which case does not matter. A glob without a slash matches names at any depth,
 * others the path below the folder; `folder/` matches everything below folders of that name.
 */
export class FileFilter {
  readonly #included: Glob | null;
  readonly #excluded: readonly Glob[];
  readonly #counts = new Map<string, number>();

  constructor({ include, exclude }: FileGlobs) {
    this.#included = include.length === 0 ? null : toGlob(include);
    this.#excluded = exclude.map((glob) => toGlob([glob]));
  }

  /** @param path below the folder, with slashes */
  selects(path: string): boolean {
    return this.#whyNot(path) === null;
  }

  /** The selected ones of the files of a folder; counts the others. */
  select(files: readonly string[], folder: string): readonly string[] {
    const start = folder === '/' ? 1 : folder.length + 1;
    return files.filter((file) => {
      const reason = this.#whyNot(file.slice(start));
      if (reason !== null) this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
      return reason === null;
    });
  }

  /** Files that were not selected, by the glob that excluded them. */
  get leftOut(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  #whyNot(path: string): string | null {
    const excluded = this.#excluded.find(({ matches }) => matches(path));
    if (excluded !== undefined) return excluded.name;
    return this.#included === null || this.#included.matches(path) ? null : NOT_INCLUDED;
  }
}

interface Glob {
  readonly name: string;
  readonly matches: (path: string) => boolean;
}

/** Names may contain line breaks, which `.` matches with the flag s only. */
const OPTIONS = { dot: true, flags: 'is' };

function toGlob(globs: readonly string[]): Glob {
  return { name: globs.join(' '), matches: picomatch(globs.map(anchored), OPTIONS) };
}

function anchored(glob: string): string {
  const below = glob.endsWith('/') ? `${glob}**/*` : glob;
  return glob.replace(/\/$/, '').includes('/') ? below.replace(/^\//, '') : `**/${below}`;
}
