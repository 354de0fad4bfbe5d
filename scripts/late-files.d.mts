import type { Plugin } from 'vite';

export function lateFiles(core: string): Plugin;
