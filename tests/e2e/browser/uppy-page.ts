// Runs in a browser behind one of Uppy's versions, as the script of a page that sends the file its visitor chose.

export type UppySending = {
  /** What the page was given, with its token. */
  readonly endpoint: string;
  readonly multipart: boolean;
  /** What the page does once two parts are stored. */
  readonly halfWay?: 'pause' | 'cancel';
};
export type UppyEnding = { readonly successful: number; readonly failed: readonly string[] };

/** What a test asks of the page. */
export type UppyPage = {
  readonly start: (sending: UppySending) => void;
  readonly acted: boolean;
  /** Of each file, as Uppy shows it: of all of them its events tell at most every half second. */
  readonly percentages: () => readonly number[];
  readonly resume: () => void;
  readonly over: () => Promise<UppyEnding>;
};

type File_ = { readonly error?: unknown };
/** As much of Uppy as this page touches; the two versions agree in it. */
type UppyLike = {
  use(plugin: unknown, options: object): void;
  getFiles(): readonly { readonly progress: { readonly percentage: number } }[];
  addFile(file: { name: string; type: string; data: File }): void;
  on(event: string, listener: (value: never) => void): void;
  upload(): Promise<unknown>;
  pauseAll(): void;
  resumeAll(): void;
  cancelAll(): void;
};

declare global {
  interface Window {
    Uppy: new (options: object) => UppyLike;
    AwsS3: unknown;
    uppy: UppyPage;
  }
}

let running: UppyLike | undefined;
let ended: Promise<UppyEnding> | undefined;
let acted = false;

window.uppy = {
  percentages: () => running?.getFiles().map(({ progress }) => progress.percentage) ?? [],
  get acted() {
    return acted;
  },
  start({ endpoint, multipart, halfWay }) {
    const data = document.querySelector('input')?.files?.[0];
    if (data === undefined) throw new Error('choose a file first');
    const uppy = new window.Uppy({ autoProceed: false });
    running = uppy;
    // One is the option of version 6, the other that of version 5.
    uppy.use(window.AwsS3, {
      companionEndpoint: endpoint,
      endpoint,
      shouldUseMultipart: multipart,
      getChunkSize: () => 8 * 1024 ** 2,
    });
    uppy.addFile({ name: data.name, type: data.type || 'application/octet-stream', data });
    let stored = 0;
    uppy.on('s3-multipart:part-uploaded', () => {
      stored += 1;
      if (stored !== 2 || halfWay === undefined) return;
      acted = true;
      if (halfWay === 'pause') uppy.pauseAll();
      else uppy.cancelAll();
    });
    ended = new Promise((resolve) => {
      uppy.on('complete', ({ successful, failed }: { successful: File_[]; failed: File_[] }) =>
        resolve({ successful: successful.length, failed: failed.map(({ error }) => String(error)) }),
      );
    });
    // What failed is told by `complete`.
    uppy.upload().catch(() => {});
  },
  resume: () => running?.resumeAll(),
  over: () => ended ?? Promise.reject(new Error('start first')),
};
