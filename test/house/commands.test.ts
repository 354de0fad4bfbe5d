import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesMatching, readJson, readText, repositoryRoot } from '../support/repository-files.js';

const { scripts } = readJson('package.json') as { readonly scripts: Record<string, string> };

/** What a page may tell a reader to type besides our own scripts. */
const foreign =
  /^(?:git (?:clone|tag|push|commit|switch)|cd |node scripts\/[a-z-]+\.mjs|curl |openssl |pdfsig |qpdf |npm login|docker )/;

/** Lines of the fenced `sh` blocks, without comments and without the variables set for one command. */
export function commandsOf(page: string): string[] {
  return [...page.matchAll(/^```(?:sh|bash|shell|console)\n([\s\S]*?)^```/gm)]
    .flatMap((match) => (match[1] ?? '').replaceAll('\\\n', ' ').split('\n'))
    .map((line) =>
      line
        .replace(/\s#\s.*$/, '')
        .replace(/^\$\s+/, '')
        .trim()
        .replace(/^(?:[A-Z_]+=\S+\s+)+/, ''),
    )
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Why a reader who types this would be disappointed, or undefined. */
export function problemWith(command: string): string | undefined {
  const script = /^npm (?:run (\S+)|(start|test))/.exec(command);
  if (script) {
    const name = script[1] ?? script[2] ?? '';
    return name in scripts ? undefined : `package.json has no script ${name}`;
  }
  const tool = /^npx (\S+)(?: (\S+))?/.exec(command);
  if (tool?.[1] === 'noken')
    return nokenCommands().has(tool[2] ?? '') ? undefined : `noken has no command ${tool[2]}`;
  if (tool) {
    return existsSync(join(repositoryRoot, 'node_modules/.bin', tool[1] ?? ''))
      ? undefined
      : `${tool[1]} is not installed`;
  }
  const file = /^node (\S+)/.exec(command)?.[1];
  if (file && !file.startsWith('dist/') && !existsSync(join(repositoryRoot, file)))
    return `${file} is not there`;
  return foreign.test(command) || command.startsWith('.ci/run') ? undefined : 'no test knows this command';
}

/** Words that the command line answers to: written as strings or keys in its sources. */
function nokenCommands(): ReadonlySet<string> {
  const sources = filesMatching(/^server\/(?:cli|.*-command|commands\/[a-z-]+)\.ts$/).map(readText);
  return new Set(
    [...sources.join('\n').matchAll(/['"]([a-z-]+)['"]|^\s+([a-z]+)[:,(]/gm)].map((m) => m[1] ?? m[2] ?? ''),
  );
}

describe('the commands that our pages tell a reader to type', () => {
  const pages = filesMatching(/^(?:README|CONTRIBUTING)\.md$|^docs\/(?!decisions\/).*\.md$/);

  it.each(pages)('%s names only what is there', (page) => {
    const problems = commandsOf(readText(page)).flatMap((command) => {
      const problem = problemWith(command);
      return problem ? [`${command}: ${problem}`] : [];
    });
    expect(problems).toEqual([]);
  });

  it.each(pages)('%s links to files and pictures that are there', (page) => {
    const links = [...readText(page).matchAll(/\]\(([^)#\s]+)/g)].map(([, link = '']) => link);
    const missing = links.filter(
      (link) => !/^[a-z]+:/.test(link) && !existsSync(join(repositoryRoot, dirname(page), link)),
    );
    expect(missing).toEqual([]);
  });

  it('are found', () => {
    expect(commandsOf(readText('CONTRIBUTING.md')).length).toBeGreaterThan(5);
    expect(commandsOf('```sh\nnpm start  # starts\nCI=true npm test\n```\n')).toEqual([
      'npm start',
      'npm test',
    ]);
  });

  it('would be doubted', () => {
    expect(problemWith('npm run dance')).toBe('package.json has no script dance');
    expect(problemWith('rm -rf /')).toBe('no test knows this command');
    expect(problemWith('node scripts/nowhere.mjs')).toBe('scripts/nowhere.mjs is not there');
  });
});

describe('the scripts of package.json', () => {
  it('name only files and tools that are there', () => {
    const words = Object.values(scripts).flatMap((script) => script.split(' && '));
    const missing = words.filter((command) => {
      const [program = '', first = ''] = command.split(' ');
      if (program === 'node') return !existsSync(join(repositoryRoot, first));
      return !existsSync(join(repositoryRoot, 'node_modules/.bin', program));
    });
    expect(missing).toEqual([]);
  });
});
