export type Piece = { readonly text: string; readonly start: number };

/** A text in pieces of at most `size`, each ending after the last line or sentence that fits, else after a word. */
export function cutPieces(text: string, size: number): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < text.length; ) {
    const whole = text.slice(start, start + size);
    const piece = start + size >= text.length ? whole : whole.slice(0, findCut(whole));
    pieces.push({ text: piece, start });
    start += piece.length;
  }
  return pieces;
}

function findCut(piece: string): number {
  const half = piece.length / 2;
  for (const end of ['\n', '. ', ' ']) {
    const at = piece.lastIndexOf(end);
    if (at > half) return at + end.length;
  }
  return piece.length;
}
