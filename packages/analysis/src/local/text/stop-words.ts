const split = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words that are in every text of a language and say nothing about it; for the languages we know some of. */
const STOP_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: split(`
    a about above after again against all also am an and any are as at be because been before being below between both but by
    can cannot could did do does doing down during each either else ever every few for from further get had has have having he
    her here hers herself him himself his how however i if in into is it its itself just let like made make many may me might
    more most much must my myself neither no nor not now of off often on once one only or other our ours ourselves out over
    own per please quite rather same see shall she should since so some still such than that the their theirs them themselves
    then there therefore these they this those though through thus to too under until up upon us use used using very via was
    we well were what when where whether which while who whom whose why will with within without would yet you your yours
    yourself dear sincerely regards mr mrs ms don doesn didn isn wasn won ll ve re`),
  de: split(`
    ab aber alle allem allen aller alles als also am an andere anderen anderer auch auf aus außer bei beim bereits besonders bin
    bis bist bitte da dabei dadurch daher damit danach dann daran darauf darf darin das dass dein deine dem den denn der deren
    des dessen deshalb dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines
    er es etwa etwas euch euer eure für gegen geht gemacht gewesen gibt haben habe hat hatte hatten hier hin hinter ich ihm ihn
    ihnen ihr ihre ihrem ihren ihrer im immer in indem ins ist ja je jede jedem jeden jeder jedes jedoch jetzt kann kein keine
    keinen können könnte machen man mehr mein meine mit muss müssen nach nachdem nicht nichts noch nun nur ob oder ohne per
    vielen sehr sein seine seinem seinen seiner seit sich sie sind so sobald solche soll sollen sollte sondern sonst sowie über um und
    uns unser unsere unter viel vom von vor wann war waren warum was weil weiter welche welchem welchen welcher wenn wer werde
    werden wie wieder will wir wird wo wollen worden wurde wurden während zu zum zur zwar zwischen geehrte geehrter freundlichen
    grüßen herr frau`),
  fr: split(`
    a afin ai ainsi alors après assez au aucun aussi autre autres aux avait avant avec avez avoir avons bien car ce ceci cela
    celle celles celui cependant ces cet cette ceux chaque chez comme comment contre d dans de depuis des donc dont du elle
    elles en encore entre est et étaient était étant été être eu eux fait faire fois font il ils je jusque l la le les leur
    leurs lors lorsque lui ma mais me même mêmes mes moi moins mon n ne ni non nos notre nous on ont ou où par parce pas
    pendant peu peut peuvent plus pour pourquoi pouvez qu quand que quel quelle quelles quels qui quoi sa sans se selon sera
    ses si son sont sous sur ta tant te tel telle tes toi ton tous tout toute toutes très trop tu un une vers voici voilà vos
    votre vous y madame monsieur veuillez`),
  es: split(`
    a al algo algunas algunos ante antes así aún aunque bajo bien cada como con contra cual cuales cuando cuanto da de debe
    debido del desde donde dos durante e el él ella ellas ellos en entonces entre era eran eres es esa esas ese eso esos esta
    está están estas este esto estos fue fueron ha había han has hasta hay hace hacer he la las le les lo los más me mi mientras
    mis mismo mucho muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque puede
    pueden pues que qué quien quienes se sea ser si sí sido siempre sin sino sobre solo son su sus también tan tanto te tiene
    tienen todo toda todos todas tras tu tus un una unas uno unos usted ustedes va y ya yo estimado estimada señor señora`),
};

const NONE: ReadonlySet<string> = new Set();

/** Empty for a language whose words we do not know. */
export const stopWordsOf = (language: string): ReadonlySet<string> => STOP_WORDS[language] ?? NONE;
