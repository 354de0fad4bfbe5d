/**
 * What an official agrees to before signing (PP 71/2019), in the words of the sign frame. A test holds both to the same
 * words; when they change, what was affirmed before stays under its own version.
 */
export const affirmations = {
  1: {
    id: 'Saya sudah membaca naskah ini, memahami isinya, dan setuju menandatanganinya.',
    en: 'I have read this document, understand it and agree to sign it.',
  },
} as const;

/** The version that the frame shows now. */
export const affirmationVersion = 1 satisfies keyof typeof affirmations;
