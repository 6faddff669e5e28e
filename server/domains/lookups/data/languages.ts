/**
 * Languages in which a shop can be offered, by their lower-case ISO 639-1 codes: those of the European Union and of its
 * neighbours, and the most spoken ones beside them.
 */
export const languageCodes: readonly string[] = `
  ar bg bn bs ca cs da de el en es et fa fi fr ga he hi hr hu id is it ja ko lt lv mk ms mt nl no pl pt ro ru sk sl sq
  sr sv th tr uk ur vi zh
`
  .trim()
  .split(/\s+/);
