import { escapeXml } from './escape-xml.ts';

/** A page with what pages have beside their text: a style, a script, a comment and a picture from elsewhere. */
export function writeHtml(title: string, paragraphs: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeXml(title)}</title>
<style>p { color: teal; }</style>
<script>document.title = 'written by a script';</script>
</head>
<body>
<!-- nobody sees this -->
<h1>${escapeXml(title)}</h1>
${paragraphs.map((text) => `<p>${escapeXml(text)}</p>`).join('\n')}
<img src="https://pictures.invalid/gate.png" alt="">
<script>document.body.append('appended by a script');</script>
</body>
</html>
`;
}
