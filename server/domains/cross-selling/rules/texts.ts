export type Texts = { readonly Title: string; readonly Description: string; readonly Language: string };

const ENGLISH: Texts = {
  Title: 'You may also like',
  Description: 'Goes well with what is in your cart.',
  Language: 'en',
};

const TEXTS: readonly Texts[] = [
  ENGLISH,
  { Title: 'Das könnte Ihnen auch gefallen', Description: 'Passt gut zu Ihrem Warenkorb.', Language: 'de' },
  { Title: 'Vous aimerez aussi', Description: 'Complète bien votre panier.', Language: 'fr' },
  { Title: 'También le puede interesar', Description: 'Combina bien con su carrito.', Language: 'es' },
  { Title: 'Potrebbe interessarti anche', Description: 'Si abbina bene al tuo carrello.', Language: 'it' },
  { Title: 'Dit vindt u misschien ook leuk', Description: 'Past goed bij uw winkelwagen.', Language: 'nl' },
  { Title: 'Você também pode gostar', Description: 'Combina com o seu carrinho.', Language: 'pt' },
  { Title: 'V-ar putea plăcea și', Description: 'Se potrivește cu ce aveți în coș.', Language: 'ro' },
];

/** The heading above recommendations in a language (two letters, any case), English where there is no other. */
export const textsIn = (language: string): Texts =>
  TEXTS.find((texts) => texts.Language === language.slice(0, 2).toLowerCase()) ?? ENGLISH;
