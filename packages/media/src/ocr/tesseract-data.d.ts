/** The package has no types of its own. */
declare module '@tesseract.js-data/eng' {
  const english: { readonly code: string; readonly gzip: boolean; readonly langPath: string };
  // biome-ignore lint/style/noDefaultExport: it is how the package exports
  export default english;
}
