interface Name {
  /** Latin, for the username. */
  readonly latin: string;
  readonly georgian: string;
}

const pairs = (text: string): Name[] =>
  text.split(' ').map((pair) => {
    const [latin = '', georgian = ''] = pair.split(':');
    return { latin, georgian };
  });

const first = pairs(
  'nino:ნინო giorgi:გიორგი ana:ანა levan:ლევან mariam:მარიამ dato:დავით tamar:თამარ luka:ლუკა salome:სალომე irakli:ირაკლი nika:ნიკა eka:ეკა zura:ზურა keti:ქეთევან sandro:სანდრო beka:ბექა lika:ლიკა otar:ოთარ gvantsa:გვანცა archil:არჩილ',
);
const last = pairs(
  'beridze:ბერიძე maisuradze:მაისურაძე kapanadze:კაპანაძე gelashvili:გელაშვილი lomidze:ლომიძე japaridze:ჯაფარიძე rukhadze:რუხაძე giorgadze:გიორგაძე abashidze:აბაშიძე tsereteli:წერეთელი chkheidze:ჩხეიძე nozadze:ნოზაძე oniani:ონიანი makharadze:მახარაძე todua:თოდუა',
);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Of people as accounts carry them; one in five writes the own name in Latin letters. */
export const fullNames: readonly { readonly username: string; readonly full_name: string }[] = first.flatMap((one, i) =>
  last.map((two, j) => ({
    username: `${one.latin}_${two.latin}`,
    full_name: (i + j) % 5 === 0 ? `${capital(one.latin)} ${capital(two.latin)}` : `${one.georgian} ${two.georgian}`,
  })),
);

export const bios: readonly string[] = [
  'ენდურო, ტალახი და ცოტა ძილი.',
  'ქალაქში მხოლოდ ველოსიპედით 🚲',
  'Yamaha MT-07. კვირაობით გომბორზე, სამუშაო დღეებში საცობებში.',
  'Mountain tours, all summer.',
  'პირველი სეზონი. ვსწავლობ და არ ვჩქარობ.',
  'XC and trail. თუ აღმართია, მე იქ ვარ.',
  'Parts hunter. If it is rusty, I have two of them.',
  'კრუიზერი და მშვიდი ტემპი.',
  'Gravel and good bread.',
  'სკუტერი, ყავა, ვერა.',
];

export const cities: readonly string[] =
  'თბილისი ბათუმი ქუთაისი რუსთავი გორი ზუგდიდი ფოთი თელავი მცხეთა ბორჯომი მესტია Tbilisi Batumi'.split(' ');
