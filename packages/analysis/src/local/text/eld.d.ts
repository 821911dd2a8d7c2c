/** The part of eld 2.1 that is used here; its own types are not found by way of its subpaths. */
declare module 'eld/extrasmall' {
  export type LanguageResult = {
    /** ISO 639-1; empty when nothing fits. */
    readonly language: string;
    getScores(): Record<string, number>;
    isReliable(): boolean;
  };
  export const eld: { detect(text: string): LanguageResult };
}
