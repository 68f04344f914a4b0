import { execFileSync } from 'node:child_process';

/** The entry scripts and the worker threads run the built files, so build them once before the tests. */
export default function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
