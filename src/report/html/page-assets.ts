import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../files/package-folder.ts';
import { Markup } from './markup.ts';

/** The modules of the page's script, each after those that it imports. */
const MODULES = ['element', 'model', 'boxes', 'growing-list', 'viewer', 'cards', 'controls', 'main'];

export interface PageAssets {
  readonly style: Markup;
  readonly script: Markup;
  /** The content security policy: only this style, this script, and images within the page. */
  readonly policy: string;
}

export async function loadPageAssets(): Promise<PageAssets> {
  const style = await read('page.css');
  const script = joinModules(await Promise.all(MODULES.map((name) => read(`${name}.js`))));
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return {
    style: new Markup(`<style>${style}</style>`),
    script: new Markup(`<script type="module">${script}</script>`),
    policy,
  };
}

/** One module of several that import only one another: without their imports and exports. */
export function joinModules(sources: readonly string[]): string {
  return sources
    .map((source) => source.replaceAll(/^import [^;]+;\n/gm, '').replaceAll(/^export /gm, ''))
    .join('');
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

function read(name: string): Promise<string> {
  return readFile(join(packageFolder(), 'src/report/html/browser', name), 'utf8');
}
