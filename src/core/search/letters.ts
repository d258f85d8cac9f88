/*
 * What a letter becomes in ASCII. Keys are small letters in NFC.
 */

/** "ა a" pairs, one after the other; a letter alone has no sound of its own. */
function table(pairs: string): ReadonlyMap<string, string> {
  return new Map(
    pairs
      .split(',')
      .map((pair) => pair.trim().split(' '))
      .map(([letter = '', latin = '']) => [letter, latin]),
  );
}

/**
 * Georgian national system of romanisation (State Department of Geodesy and Cartography and Georgian Academy of Sciences, 2002; taken over by
 * BGN/PCGN in 2009), without its apostrophes. It has nothing for archaic letters: those are ISO 9984 (1996) without diacritics.
 */
export const georgian = table(`
  ა a, ბ b, გ g, დ d, ე e, ვ v, ზ z, თ t, ი i, კ k, ლ l, მ m, ნ n, ო o, პ p, ჟ zh, რ r, ს s, ტ t, უ u, ფ p, ქ k, ღ gh, ყ q, შ sh, ჩ ch, ც ts,
  ძ dz, წ ts, ჭ ch, ხ kh, ჯ j, ჰ h, ჱ e, ჲ y, ჳ w, ჴ h, ჵ o, ჶ f, ჷ e, ჸ`);

/** ICAO Doc 9303-3 (8th edition, 2021), section 6 B: Russian values where languages differ, and no sound for the hard sign. */
export const cyrillic = table(`
  а a, б b, в v, г g, д d, е e, ё e, ж zh, з z, и i, й i, к k, л l, м m, н n, о o, п p, р r, с s, т t, у u, ф f, х kh, ц ts, ч ch, ш sh, щ shch,
  ъ, ы y, ь, э e, ю iu, я ia, є ie, і i, ї i, ґ g, ў u, ђ d, ј j, љ lj, њ nj, ћ c, џ dz, ѓ g, ќ k, ѕ dz`);

/** ELOT 743 (ISO 843), letter by letter. Accents are gone before. */
export const greek = table(`
  α a, β v, γ g, δ d, ε e, ζ z, η i, θ th, ι i, κ k, λ l, μ m, ν n, ξ x, ο o, π p, ρ r, σ s, ς s, τ t, υ y, φ f, χ ch, ψ ps, ω o`);

/** Latin letters and signs that Unicode does not decompose into an ASCII letter; ICAO Doc 9303-3, section 6 A, one letter where it allows two. */
export const latin = table(`
  ß ss, ø o, ł l, đ d, ð d, þ th, æ ae, œ oe, ı i, ŋ n, ħ h, ŧ t, ĸ k, ə e, ’ ', ‘ ', ʼ ', ʻ ', “ ", ” ", „ ", – -, — -, ‑ -`);
