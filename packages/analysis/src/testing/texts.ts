/** Short texts of our own, one sort of document each. */
export const TEXTS = {
  invoice: `Acme Tools Ltd
12 High Street, London

Invoice No. 2024-0815
Invoice date: 12 March 2024
Bill to: John Smith

Hammer    2    $12.50
Saw       1    $20.00

Subtotal $45.00
VAT 20% $9.00
Amount due: $54.00
Please pay to IBAN GB82 WEST 1234 5698 7654 32 BIC MIDLGB22 by 30 March 2024.
Questions? billing@acme.example or +44 20 7946 0958.`,
  rechnung: `Schreinerei Holz GmbH
Rechnung Nr. 4711
Rechnungsdatum: 3. Mai 2024
Zwischensumme 100,00 EUR
MwSt 19 % 19,00 EUR
Gesamtbetrag 119,00 EUR, zahlbar bis 30. Mai 2024 auf IBAN DE89 3704 0044 0532 0130 00`,
  letter: `Berlin, den 3. Mai 2024

Sehr geehrte Frau Müller,

vielen Dank für Ihre Bewerbung als Leiterin der Bibliothek. Wir haben Ihre Unterlagen mit großem Interesse
gelesen und möchten Sie gerne zu einem Gespräch in unsere Bibliothek einladen. Bitte rufen Sie uns unter
030 901820 an oder schreiben Sie an info@bibliothek.example.

Mit freundlichen Grüßen

Hans Schmidt`,
  contrat: `Contrat de location
Entre les parties ci-après désignées, le bailleur et le locataire, il est convenu que la résiliation du contrat
se fait par écrit. La responsabilité du locataire commence à la remise des clés.`,
  museum: `Le musée de la ville ouvre ses portes au public ce samedi. Les visiteurs pourront découvrir des tableaux du
dix-neuvième siècle. Le musée propose aussi des ateliers pour les enfants. L'entrée du musée est gratuite.`,
  biblioteca: `La biblioteca municipal estará cerrada durante el mes de agosto por obras. Los lectores podrán devolver los
libros en la biblioteca del centro. La biblioteca volverá a abrir en septiembre con nuevos libros y más horas.`,
  review: `I absolutely love this camera. The pictures are wonderful and the battery lasts all day. The camera menu is
confusing, though, and the strap is terrible. Angela Merkel bought the same camera in Berlin for $300 from Acme
Corporation.`,
  code: "import { x } from 'y';\nexport function a(b) {\n  return b;\n}\nconst z = 4;\n",
  list: '- milk\n- eggs\n- bread\n- butter\n- two onions',
} as const;
