import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countSessions, countVitest } from '../../scripts/test-counts.mjs';
import { findTool, howToGet, missingTools, requireTool, tools } from '../../scripts/tools.mjs';
import { filesMatching, readText } from '../support/repository-files.js';

describe('the list of outside tools', () => {
  const folder = mkdtempSync(join(tmpdir(), 'noken-tools-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds a tool by its variable before the path', () => {
    const program = join(folder, 'qpdf');
    writeFileSync(program, '#!/bin/sh\n');
    chmodSync(program, 0o755);
    expect(findTool('qpdf', { NOKEN_QPDF: program, PATH: '' })).toBe(program);
    expect(findTool('qpdf', { PATH: folder })).toBe(program);
    expect(findTool('qpdf', { PATH: join(folder, 'nowhere') })).toBeUndefined();
  });

  it('does not pass over a variable that leads nowhere', () => {
    expect(() => findTool('qpdf', { NOKEN_QPDF: '/nowhere/qpdf', PATH: folder })).toThrow('NOKEN_QPDF');
    expect(() => findTool('qpdf', { NOKEN_QPDF: 'qpdf', PATH: folder })).toThrow('absolute');
  });

  it('says how each is had', () => {
    for (const tool of missingTools({ PATH: '' })) {
      const sentence = howToGet(tool);
      expect(sentence).toContain(tool.name);
      expect(sentence).toContain(`apt-get install ${tool.debianPackage}`);
      expect(sentence).toContain(String(tool.variable));
    }
    expect(missingTools({ PATH: '' })).toHaveLength(tools.length);
    expect(() => requireTool('pdfsig', { PATH: '' })).toThrow('poppler-utils');
  });

  it('is told in CONTRIBUTING', () => {
    for (const { variable } of tools) expect(readText('CONTRIBUTING.md')).toContain(`\`${variable}\``);
  });

  it('is the only place that names a path of a system tool', () => {
    const own = /^(?:scripts\/tools\.mjs|test\/house\/)/;
    const naming = filesMatching(/\.(?:ts|mjs|js)$/)
      .filter((path) => !own.test(path))
      .filter((path) => /['"`]\/(?:usr|opt)\/(?:local\/)?s?bin\//.test(readText(path)));
    expect(naming).toEqual([]);
  });
});

describe('counting', () => {
  it('takes a file that Vitest could not read as one failure', () => {
    const report = {
      ...{ numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 },
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 3 });
  });

  it('takes a page that the browser could not load as one failure', () => {
    const passed = { passed: true, skipped: false };
    const suite = {
      tests: [passed],
      suites: [{ tests: [passed, { passed: false, skipped: true }], suites: [] }],
    };
    expect(
      countSessions([
        { passed: true, testResults: suite },
        { passed: false, testResults: { tests: [{ passed: false, skipped: false }], suites: [] } },
        { passed: false },
      ]),
    ).toEqual({ passed: 2, failed: 2, skipped: 1 });
  });
});

describe('how a machine runs it', () => {
  it('keeps the corpus of others in one place only', () => {
    expect(readText('.ci/run')).toContain('NOKEN_PDF_CORPUS');
    expect(readText('.ci/run')).toMatch(/export CI=true/);
  });

  it('skips nothing by word', () => {
    const skipping = filesMatching(/^test\/.*\.test\.ts$/).filter((path) =>
      /\b(?:it|test|describe)\.(?:skip|todo|only|fails)\b|\bxit\(|\bfit\(/.test(readText(path)),
    );
    expect(skipping).toEqual([]);
  });
});
