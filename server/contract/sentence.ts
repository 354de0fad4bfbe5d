/** One plain sentence, or two short ones: what it means and, where something can be done, what to do. */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

export type Sentences = Readonly<Record<string, Sentence>>;
