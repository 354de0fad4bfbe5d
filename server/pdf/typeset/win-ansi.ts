/** The codes 128 to 159 of WinAnsiEncoding (ISO 32000-1 Annex D.2); a blank where there is no character. */
const upperRow = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Characters that Unicode does not take apart into a base letter, or not into one that reads well. */
const lookalikes: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ŧ: 't',
  Ŧ: 'T',
  ŋ: 'ng',
  Ŋ: 'Ng',
  ĸ: 'k',
  ə: 'e',
  Ə: 'E',
  '‐': '-',
  '‑': '-',
  '‒': '–',
  '―': '—',
  '−': '-',
  '′': "'",
  '″': '"',
  ʼ: "'",
  ʻ: "'",
  '‛': "'",
  '⁄': '/',
  '∕': '/',
  '·': '·',
};

const codes = new Map<string, number>();
for (let code = 0x20; code <= 0x7e; code++) codes.set(String.fromCharCode(code), code);
for (let code = 0xa0; code <= 0xff; code++) codes.set(String.fromCharCode(code), code);
[...upperRow].forEach((character, index) => {
  if (character !== ' ') codes.set(character, 0x80 + index);
});

/** Marks that stand on a letter, and characters that are not seen at all. */
const unseen = /[\p{M}\p{Cf}\u00AD]/gu;

/**
 * The text as codes of WinAnsiEncoding, in which the standard fonts are set.
 *
 * A letter that the encoding lacks is set as its base letter (Š stays, Č becomes C), white space as a blank; only what
 * has no such letter (other scripts) becomes a question mark, so that a missing character is seen, not lost.
 */
export function toWinAnsi(text: string): Uint8Array {
  const out: number[] = [];
  for (const character of text.normalize('NFC').replace(/\s+/gu, ' ')) {
    const code = codes.get(character);
    if (code !== undefined && code !== 0xad) {
      out.push(code);
      continue;
    }
    const plain = (lookalikes[character] ?? character).normalize('NFKD').replace(unseen, '');
    if (plain === '' && !/\p{Cc}/u.test(character)) continue;
    for (const letter of plain) {
      const letterCode = codes.get(lookalikes[letter] ?? letter);
      if (letterCode !== undefined) out.push(letterCode);
      else if (!/\p{Cc}/u.test(letter)) out.push(0x3f);
    }
  }
  return Uint8Array.from(out);
}
