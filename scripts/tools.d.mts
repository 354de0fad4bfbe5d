export interface Tool {
  readonly name: string;
  readonly use?: string;
  readonly variable?: string;
  readonly commands: readonly string[];
  readonly debianPackage: string;
}

export const tools: readonly Tool[];
export const compilers: readonly Tool[];
export function findTool(name: string, env?: NodeJS.ProcessEnv): string | undefined;
export function requireTool(name: string, env?: NodeJS.ProcessEnv): string;
export function missingTools(env?: NodeJS.ProcessEnv): readonly Tool[];
export function missingCompilers(env?: NodeJS.ProcessEnv): readonly Tool[];
export function howToGet(tool: Tool): string;
export function installTools(missing: readonly Tool[], log?: string): Promise<readonly Tool[]>;
