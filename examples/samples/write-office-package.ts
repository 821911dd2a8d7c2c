import { escapeXml } from './escape-xml.ts';
import { writeZip } from './write-zip.ts';

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE_TYPE = 'application/vnd.openxmlformats-officedocument';

export type OfficePart = {
  /** Without a leading slash. */
  readonly name: string;
  /** What follows `application/vnd.openxmlformats-officedocument.`. */
  readonly type: string;
  /** Without the XML declaration. */
  readonly xml: string;
  /** The parts it refers to, as `rId1`, `rId2`, … */
  readonly relations?: readonly OfficeRelation[];
};
export type OfficeRelation = { readonly type: string; readonly target: string };

export type OfficeProperties = { readonly title: string; readonly author: string };

/** An Office Open XML package: the parts list, the root relation to the first part, the parts and what they say of themselves. */
export async function writeOfficePackage(parts: readonly OfficePart[], properties?: OfficeProperties): Promise<Buffer> {
  const core = properties === undefined ? [] : [writeProperties(properties)];
  const overrides = parts
    .map(({ name, type }) => `<Override PartName="/${name}" ContentType="${OFFICE_TYPE}.${type}"/>`)
    .join('');
  const main = parts[0]?.name ?? '';
  return writeZip([
    {
      name: '[Content_Types].xml',
      content: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides}${core.length > 0 ? '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>' : ''}</Types>`,
    },
    {
      name: '_rels/.rels',
      content: writeRelations([
        { type: `${RELATIONS}/officeDocument`, target: main },
        ...core.map(({ name }) => ({ type: `${PACKAGE}/relationships/metadata/core-properties`, target: name })),
      ]),
    },
    ...parts.map(({ name, xml }) => ({ name, content: XML + xml })),
    ...parts.flatMap(({ name, relations }) => {
      if (relations === undefined) return [];
      const typed = relations.map(({ type, target }) => ({ type: `${RELATIONS}/${type}`, target }));
      return [{ name: name.replace(/[^/]+$/, '_rels/$&.rels'), content: writeRelations(typed) }];
    }),
    ...core,
  ]);
}

function writeRelations(relations: readonly OfficeRelation[]): string {
  const list = relations.map(
    ({ type, target }, i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}

function writeProperties({ title, author }: OfficeProperties) {
  return {
    name: 'docProps/core.xml',
    content: `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">2026-02-28T12:00:00Z</dcterms:created></cp:coreProperties>`,
  };
}
