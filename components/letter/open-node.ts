import type { Trail, TrailDisposition, TrailNode } from '../../server/contract/dispositions.js';

/** This desk's own disposition that is not finished, the newest where there are several. */
export function openNodeOf(trail: Trail): TrailNode | undefined {
  return nodesOf(trail.dispositions)
    .filter(({ mine, copy, state }) => mine && !copy && ['sent', 'read', 'in-progress'].includes(state))
    .at(-1);
}

/** Every receiver in the tree, outer ones first. */
export function nodesOf(dispositions: readonly TrailDisposition[]): TrailNode[] {
  return dispositions.flatMap(({ nodes }) => nodes.flatMap((node) => [node, ...nodesOf(node.children)]));
}
