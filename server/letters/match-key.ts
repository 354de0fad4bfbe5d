/**
 * What two records of the same paper share however they were typed: number and sender without case, spaces and
 * punctuation. Letters and digits of every script stay.
 */
export function matchKey(number: string, sender: string): string {
  return `${bare(number)}|${bare(sender)}`;
}

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
