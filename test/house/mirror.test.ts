import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesMatching, readText } from '../support/repository-files.js';

const notElements = new Set(['internal', 'locales', 'sign-frame']);

interface ElementFiles {
  readonly name: string;
  readonly path: string;
  /** The text of its own folder, without styles. */
  readonly text: string;
  readonly docs: string;
}

function elements(): ElementFiles[] {
  return filesMatching(/^components\/[^/]+\/[^/]+\.ts$/)
    .filter(
      (path) =>
        basename(path, '.ts') === basename(dirname(path)) && !notElements.has(basename(dirname(path))),
    )
    .map((path) => {
      const name = basename(path, '.ts');
      const folder = filesMatching(new RegExp(`^components/${name}/(?!.*\\.styles\\.ts$).*\\.ts$`));
      return { name, path, text: folder.map(readText).join('\n'), docs: docsBlock(readText(path)) };
    });
}

/** The last comment before the class that is exported as an element. */
export function docsBlock(source: string): string {
  const at = source.search(/^(?:@[^\n]+\n)*export (?:abstract )?class \w+Element\b/m);
  const blocks = [...source.slice(0, Math.max(at, 0)).matchAll(/\/\*\*[\s\S]*?\*\//g)];
  return blocks.at(-1)?.[0] ?? '';
}

/** Parts and named slots that a template draws, without those whose name is computed. */
export function drawn(text: string, attribute: 'part' | 'slot-name'): string[] {
  const pattern =
    attribute === 'part' ? /\spart=["']?([a-z0-9 -]+)["'\s>]/g : /<slot name=["']?([a-z0-9-]+)/g;
  return [...new Set([...text.matchAll(pattern)].flatMap((match) => (match[1] ?? '').trim().split(/\s+/)))];
}

function eventTypes(): ReadonlyMap<string, string> {
  const source = readText('components/events.ts');
  const pattern = /export class (\w+Event) [\s\S]*?static readonly type = '(noken-[a-z-]+)'/g;
  return new Map([...source.matchAll(pattern)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

describe('each element', () => {
  const found = elements();

  it('is there', () => {
    expect(found.map(({ name }) => name)).toContain('session');
    expect(found.map(({ name }) => name)).toContain('verifier');
  });

  it.each(found)('$name has a story and a test of its name', ({ name }) => {
    expect(filesMatching(new RegExp(`^stories/${name}\\.stories\\.ts$`))).toHaveLength(1);
    expect(filesMatching(new RegExp(`^test/components/${name}\\.test\\.ts$`))).toHaveLength(1);
  });

  it.each(found)('$name bears its tag and tells it', ({ name, text, docs }) => {
    expect(text).toMatch(new RegExp(`static (?:override )?readonly tag(?:: string)? = 'noken-${name}'`));
    expect(docs).toMatch(new RegExp(`@tag(?:name)? noken-${name}\\b`));
    expect(docs.replace(/^[/*\s]+/, '')).toMatch(/^(?:@summary )?[A-Z`<]/);
  });

  it.each(found)('$name tells every part and slot that it draws', ({ text, docs }) => {
    const parts = drawn(text, 'part').filter(
      (part) => !new RegExp(`@(?:csspart|part)\\s+${part}\\s`).test(docs),
    );
    const slots = drawn(text, 'slot-name').filter((slot) => !new RegExp(`@slot\\s+${slot}\\s`).test(docs));
    expect({ parts, slots }).toEqual({ parts: [], slots: [] });
  });

  it.each(found)('$name tells every event that it sends, and no other', ({ text, docs }) => {
    const types = eventTypes();
    const sent = [...text.matchAll(/new (\w+Event)\(/g)].flatMap((match) => types.get(match[1] ?? '') ?? []);
    const told = [...docs.matchAll(/@(?:event|fires)\s+(?:\{[^}]*\}\s+)?(noken-[a-z-]+)/g)].map(
      (match) => match[1],
    );
    expect(told.sort()).toEqual([...new Set(sent)].sort());
  });

  it('is checked by patterns that find what they look for', () => {
    const source = '/** Signs. @csspart button - It. */\nexport class SignButtonElement extends X {}';
    expect(docsBlock(source)).toContain('@csspart button');
    expect(drawn('<p part="label row"><slot name="icon"></slot></p>', 'part')).toEqual(['label', 'row']);
    expect(drawn('<slot name="icon"></slot>', 'slot-name')).toEqual(['icon']);
  });
});

/** `sign-letter.ts` with `export function signLetter(scope…` is a use case: what an actor can do. */
export function useCaseOf(path: string, source: string): string | undefined {
  const name = basename(path, '.ts').replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return new RegExp(`export (?:async )?function ${name}(?:<[^>]*>)?\\(\\s*scope\\b`).test(source)
    ? name
    : undefined;
}

describe('each use case', () => {
  // What no route and no command calls is a part of a use case, tested with it.
  const doors = filesMatching(/^server\/(?:.*\.routes|cli|.*-command)\.ts$/).map(readText);
  const useCases = filesMatching(/^server\/[^/]+\/[a-z-]+\.ts$/).flatMap((path) => {
    const name = useCaseOf(path, readText(path));
    return name && doors.some((text) => new RegExp(`\\b${name}\\(`).test(text)) ? [{ path, name }] : [];
  });
  const tests = filesMatching(/^test\/.*\.ts$/).map((path) => `${path}\n${readText(path)}`);

  it('is found', () => {
    if (doors.length > 0) expect(useCases.length).toBeGreaterThan(0);
    expect(
      useCaseOf('server/signing/sign-letter.ts', 'export async function signLetter(\n  scope: Scope'),
    ).toBe('signLetter');
    expect(useCaseOf('server/signing/signer.ts', 'export function signer(key: Key)')).toBeUndefined();
  });

  it('is named in a test', () => {
    const untested = useCases.filter(({ path, name }) => {
      const words = new RegExp(`\\b(?:${name}|${basename(path, '.ts')})\\b`);
      return !tests.some((text) => words.test(text));
    });
    expect(untested.map(({ path }) => path)).toEqual([]);
  });
});
