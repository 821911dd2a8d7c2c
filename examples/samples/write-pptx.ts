import { escapeXml } from './escape-xml.ts';
import { type OfficePart, type OfficeProperties, RELATIONS, writeOfficePackage } from './write-office-package.ts';

export type Slide = { readonly title: string; readonly lines: readonly string[] };

const MAIN = 'http://schemas.openxmlformats.org/presentationml/2006/main';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const NAMES = `xmlns:a="${DRAWING}" xmlns:p="${MAIN}" xmlns:r="${RELATIONS}"`;
const TYPE = 'presentationml';
const GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>';
const EMPTY_TREE = `<p:cSld><p:spTree>${GROUP}</p:spTree></p:cSld>`;

/** A presentation with a title and lines on every slide, and the master, layout and theme that PowerPoint insists on. */
export async function writePptx(slides: readonly Slide[], properties: OfficeProperties): Promise<Buffer> {
  const ids = slides.map((_, i) => `<p:sldId id="${256 + i}" r:id="rId${i + 2}"/>`).join('');
  return writeOfficePackage(
    [
      {
        name: 'ppt/presentation.xml',
        type: `${TYPE}.presentation.main+xml`,
        xml: `<p:presentation ${NAMES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>${ids}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
        relations: [
          { type: 'slideMaster', target: 'slideMasters/slideMaster1.xml' },
          ...slides.map((_, i) => ({ type: 'slide', target: `slides/slide${i + 1}.xml` })),
        ],
      },
      ...slides.map((slide, i) => writeSlide(slide, i + 1)),
      ...SCAFFOLD,
    ],
    properties,
  );
}

function writeSlide({ title, lines }: Slide, number: number): OfficePart {
  const shapes = [writeShape(2, 'title', [title], 274_638), writeShape(3, 'body', lines, 1_600_200)];
  return {
    name: `ppt/slides/slide${number}.xml`,
    type: `${TYPE}.slide+xml`,
    xml: `<p:sld ${NAMES}><p:cSld><p:spTree>${GROUP}${shapes.join('')}</p:spTree></p:cSld></p:sld>`,
    relations: [{ type: 'slideLayout', target: '../slideLayouts/slideLayout1.xml' }],
  };
}

function writeShape(id: number, kind: 'title' | 'body', lines: readonly string[], top: number): string {
  const text = lines.map((line) => `<a:p><a:r><a:t>${escapeXml(line)}</a:t></a:r></a:p>`).join('');
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${kind}"/><p:cNvSpPr/><p:nvPr><p:ph type="${kind}"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="457200" y="${top}"/><a:ext cx="8229600" cy="1143000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/>${text}</p:txBody></p:sp>`;
}

const COLOURS = ['dk1', 'lt1', 'dk2', 'lt2', 'accent1', 'accent2', 'accent3', 'accent4', 'accent5', 'accent6'];
const PALETTE = [...COLOURS, 'hlink', 'folHlink']
  .map((name) => `<a:${name}><a:srgbClr val="${name.startsWith('lt') ? 'FFFFFF' : '1F6F8B'}"/></a:${name}>`)
  .join('');
const FONT = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>';
const threeOf = (xml: string): string => xml.repeat(3);
const FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';

const SCAFFOLD: readonly OfficePart[] = [
  {
    name: 'ppt/slideMasters/slideMaster1.xml',
    type: `${TYPE}.slideMaster+xml`,
    xml: `<p:sldMaster ${NAMES}>${EMPTY_TREE}<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`,
    relations: [
      { type: 'slideLayout', target: '../slideLayouts/slideLayout1.xml' },
      { type: 'theme', target: '../theme/theme1.xml' },
    ],
  },
  {
    name: 'ppt/slideLayouts/slideLayout1.xml',
    type: `${TYPE}.slideLayout+xml`,
    xml: `<p:sldLayout ${NAMES} type="blank">${EMPTY_TREE}</p:sldLayout>`,
    relations: [{ type: 'slideMaster', target: '../slideMasters/slideMaster1.xml' }],
  },
  {
    name: 'ppt/theme/theme1.xml',
    type: 'theme+xml',
    xml: `<a:theme xmlns:a="${DRAWING}" name="Sluice"><a:themeElements><a:clrScheme name="Sluice">${PALETTE}</a:clrScheme><a:fontScheme name="Sluice"><a:majorFont>${FONT}</a:majorFont><a:minorFont>${FONT}</a:minorFont></a:fontScheme><a:fmtScheme name="Sluice"><a:fillStyleLst>${threeOf(FILL)}</a:fillStyleLst><a:lnStyleLst>${threeOf(`<a:ln>${FILL}</a:ln>`)}</a:lnStyleLst><a:effectStyleLst>${threeOf('<a:effectStyle><a:effectLst/></a:effectStyle>')}</a:effectStyleLst><a:bgFillStyleLst>${threeOf(FILL)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`,
  },
];
