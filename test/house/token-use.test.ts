import { describe, expect, it } from 'vitest';
import { tokens } from '../../components/internal/tokens.js';
import { filesMatching, readText } from '../support/repository-files.js';

interface Names {
  readonly declared: ReadonlySet<string>;
  readonly read: ReadonlySet<string>;
}

/** Custom properties with this prefix, without it. They are declared in CSS, or by script through `setProperty`. */
function namesIn(texts: readonly string[], prefix: string): Names {
  const all = texts.join('\n');
  const collect = (pattern: string) =>
    new Set([...all.matchAll(new RegExp(pattern, 'g'))].map((match) => match[1] ?? ''));
  return {
    declared: collect(`${prefix}([a-z0-9-]+)['"]?\\s*[:,]`),
    read: collect(`var\\(\\s*${prefix}([a-z0-9-]+)`),
  };
}

const missing = (wanted: Iterable<string>, there: ReadonlySet<string>) =>
  [...wanted].filter((name) => !there.has(name)).sort();

describe('tokens', () => {
  const components = filesMatching(/^components\/.*\.ts$/).filter(
    (path) => !/\/tokens(?:\.styles)?\.ts$/.test(path),
  );
  const texts = components.map(readText);
  const known = new Set<string>(Object.keys(tokens));
  // The hue is read where the table becomes a style sheet; the tokens themselves are read elsewhere or nowhere.
  const hue = readText('components/internal/tokens.styles.ts').includes('var(--n-hue)')
    ? ['var(--n-hue)']
    : [];
  const inner = namesIn([...texts, ...hue], '--n-');

  it('that a style sheet reads are all declared', () => {
    expect(inner.read.size).toBeGreaterThan(5);
    expect(missing(inner.read, new Set([...known, ...inner.declared]))).toEqual([]);
  });

  it('are all read somewhere, or they are promises to designers that nobody keeps', () => {
    expect(missing(known, inner.read)).toEqual([]);
    expect(missing(inner.declared, inner.read)).toEqual([]);
  });

  it('that a page may set are in the table or told in a docs block', () => {
    const told = new Set(
      [...texts.join('\n').matchAll(/@css(?:prop|property)\s+\[?--noken-([a-z0-9-]+)/g)].map(
        (match) => match[1] ?? '',
      ),
    );
    const read = namesIn(texts, '--noken-').read;
    expect(missing(read, new Set([...known, ...told]))).toEqual([]);
    const pages = filesMatching(/^(?:demo|stories|\.storybook)\/.*\.(?:html|css|ts|js)$/).map(readText);
    const set = namesIn(pages, '--noken-').declared;
    expect(missing(set, new Set([...known, ...told]))).toEqual([]);
  });

  it('are told apart by this test', () => {
    const { declared, read } = namesIn(
      ['a{--n-row:1px;color:var( --n-text)}', "style.setProperty('--n-hue', x)"],
      '--n-',
    );
    expect([...declared]).toEqual(['row', 'hue']);
    expect([...read]).toEqual(['text']);
  });
});
