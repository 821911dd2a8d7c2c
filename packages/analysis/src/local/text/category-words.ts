/** Said once they point to a category; the weight is how much. In English, German, French and Spanish. */
export type Hint = { readonly category: string; readonly weight: number; readonly pattern: RegExp };

const hint = (category: string, weight: number, pattern: RegExp): Hint => ({ category, weight, pattern });
/** Whole words, whatever letters they are of. */
const words = (alternatives: string): RegExp => new RegExp(`(?<!\\p{L})(?:${alternatives})(?!\\p{L})`, 'iu');

export const HINTS: readonly Hint[] = [
  hint('invoice', 3, words('invoice|rechnung|facture|factura')),
  hint(
    'invoice',
    2,
    words(
      'invoice (?:no|number|date)|rechnungs(?:nummer|datum|nr)|num[ée]ro de facture|facture n|n[úu]mero de factura|bill to|amount due|due date|zahlbar bis|zahlungsziel|rechnungsbetrag|date d.échéance|fecha de vencimiento',
    ),
  ),
  hint(
    'invoice',
    1,
    words('vat|tax id|mwst|ust-?id(?:nr)?|umsatzsteuer|tva|iva|nif|net amount|nettobetrag|montant ht|base imponible'),
  ),
  hint(
    'invoice',
    1,
    words('iban|subtotal|zwischensumme|sous-total|total amount|gesamtbetrag|montant total|importe total'),
  ),
  hint('receipt', 3, words('receipt|kassenbon|kassenbeleg|quittung|ticket de caisse|reçu|recibo|ticket de compra')),
  hint(
    'receipt',
    2,
    words(
      'change due|cashier|kassierer|cash|bar gegeben|rückgeld|espèces|rendu|efectivo|cambio|visa|mastercard|girocard',
    ),
  ),
  hint(
    'receipt',
    1,
    words(
      'thank you for (?:shopping|your purchase)|vielen dank für ihren einkauf|merci de votre visite|gracias por su compra',
    ),
  ),
  hint(
    'letter',
    3,
    words(
      'dear (?:sir|madam|mr|mrs|ms|[a-z]+)|sehr geehrte[rn]?|liebe[r]? \\p{Lu}\\p{L}+|chère? (?:madame|monsieur)|madame, monsieur|estimad[oa]s?',
    ),
  ),
  hint(
    'letter',
    3,
    words(
      'yours (?:sincerely|faithfully|truly)|sincerely|(?:kind|best|warm) regards|mit freundlichen grüßen|mit freundlichen gruessen|hochachtungsvoll|viele grüße|cordialement|salutations distinguées|atentamente|un cordial saludo|saludos cordiales',
    ),
  ),
  hint('contract', 3, words('agreement|contract|vertrag|contrat|contrato')),
  hint(
    'contract',
    2,
    words(
      'hereby|hereinafter|the parties|vertragsparteien|vertragspartner|les parties|las partes|por la presente|ci-après',
    ),
  ),
  hint(
    'contract',
    1,
    words(
      'governing law|terminat(?:e|ion)|liabilit(?:y|ies)|indemnif\\p{L}+|kündigung|haftung|gerichtsstand|résiliation|responsabilité|rescisión|responsabilidad|cláusula',
    ),
  ),
  hint(
    'report',
    3,
    words(
      '(?:annual|quarterly|monthly|status|progress|technical|final) report|executive summary|jahresbericht|geschäftsbericht|quartalsbericht|abschlussbericht|rapport annuel|rapport d.activité|informe anual|informe final',
    ),
  ),
  hint(
    'report',
    2,
    words(
      'table of contents|inhaltsverzeichnis|table des matières|índice de contenidos|findings|recommendations|ergebnisse|empfehlungen|résultats|recommandations|resultados|recomendaciones',
    ),
  ),
  hint(
    'report',
    1,
    words(
      'introduction|methodology|conclusions?|appendix|einleitung|methodik|fazit|anhang|méthodologie|annexe|introducción|metodología|conclusiones|anexo|figure \\d+|abbildung \\d+',
    ),
  ),
];
