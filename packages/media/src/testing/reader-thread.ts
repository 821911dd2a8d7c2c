import { TextRecognitionError } from '../documents/errors.ts';
import { serveDocumentReader } from '../documents/threaded-document-reader.ts';

let reads = 0;

// A reader that does what the document says.
serveDocumentReader({
  async read(content) {
    reads++;
    const text = new TextDecoder().decode(content);
    if (text === 'hang') for (;;);
    if (text === 'exit') process.exit(7);
    if (text === 'throw') throw new Error('the engine is missing');
    if (text === 'recognizer') throw new TextRecognitionError('the engine of OCR is missing');
    if (text === 'devour') {
      const all: unknown[] = [];
      for (;;) all.push(new Array(1_000_000).fill(0));
    }
    const pages = [{ text: `${text}, read ${reads}`, confidence: 1 }];
    return { outcome: 'read', pages, truncated: false, facts: { pages: 1 }, previews: [] };
  },
});
