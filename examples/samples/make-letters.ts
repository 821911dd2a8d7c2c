/** The same news from the keeper of the sluice, in four languages, about 80 words each. */
export const LETTERS = {
  en: [
    'Dear neighbours,',
    'the water in the upper basin has risen by almost half a metre since Monday, and more rain is on its way. We will therefore open the northern gate on Thursday morning at eight o’clock and leave it open until the level is safe again.',
    'Please move your boats out of the lower harbour before then, and keep your children away from the banks. The footbridge by the mill stays closed for the whole day. We are sorry for the trouble and thank you for your patience.',
    'Kind regards, the keeper of the sluice',
  ],
  de: [
    'Liebe Nachbarinnen und Nachbarn,',
    'das Wasser im oberen Becken ist seit Montag um fast einen halben Meter gestiegen, und es soll noch mehr regnen. Deshalb öffnen wir am Donnerstag um acht Uhr früh das nördliche Tor und lassen es offen, bis der Pegel wieder ungefährlich ist.',
    'Bitte bringen Sie Ihre Boote vorher aus dem unteren Hafen und halten Sie Ihre Kinder von den Ufern fern. Der Steg bei der Mühle bleibt den ganzen Tag gesperrt. Wir bitten um Entschuldigung für die Umstände und danken für Ihre Geduld.',
    'Mit freundlichen Grüßen, die Schleusenwärterin',
  ],
  fr: [
    'Chers voisins,',
    'l’eau du bassin supérieur a monté de près d’un demi-mètre depuis lundi, et d’autres pluies sont annoncées. Nous ouvrirons donc la porte du nord jeudi matin à huit heures, et elle restera ouverte jusqu’à ce que le niveau ne soit plus dangereux.',
    'Merci de sortir vos bateaux du port inférieur avant cette heure et de tenir vos enfants à l’écart des berges. La passerelle du moulin restera fermée toute la journée. Nous vous prions d’excuser ce dérangement et vous remercions de votre patience.',
    'Cordialement, la gardienne de l’écluse',
  ],
  es: [
    'Estimados vecinos:',
    'el agua de la presa superior ha subido casi medio metro desde el lunes y se esperan más lluvias. Por eso abriremos la compuerta norte el jueves a las ocho de la mañana y la dejaremos abierta hasta que el nivel vuelva a ser seguro.',
    'Les rogamos que saquen antes sus barcas del puerto inferior y que mantengan a los niños lejos de las orillas. La pasarela del molino permanecerá cerrada todo el día. Lamentamos las molestias y les agradecemos su paciencia.',
    'Un cordial saludo, la guardiana de la esclusa',
  ],
} as const satisfies Record<string, readonly string[]>;
