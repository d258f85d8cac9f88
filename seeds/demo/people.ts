import type { Role } from '../../src/core/kernel/index.js';
import { stableId } from '../reference.js';

/** One invented person. The address stands in a domain that cannot receive mail (RFC 2606). */
export interface DemoPerson {
  readonly username: string;
  readonly fullName: string;
  readonly city: string | null;
  readonly bio: string | null;
  readonly role: Role;
  /** What the picture shows. */
  readonly rides: 'motorcycle' | 'bicycle';
  readonly picture: boolean;
  readonly cover: boolean;
}

type Extras = Partial<Pick<DemoPerson, 'role' | 'picture' | 'cover'>>;

const person = (
  rides: DemoPerson['rides'],
  username: string,
  fullName: string,
  city: string | null,
  bio: string | null,
  { role = 'USER', picture = true, cover = false }: Extras = {},
): DemoPerson => ({ username, fullName, city, bio, role, rides, picture, cover });

export const demoEmail = (username: string): string => `${username.replaceAll('_', '-')}@bikearea.example`;

export const demoPersonId = (username: string): string => stableId(`demo:person:${username}`);

/** Georgian and English, long and short, with and without a picture: what lists look like in life. */
export const demoPeople: readonly DemoPerson[] = [
  person('motorcycle', 'demo_admin', 'დემო ადმინისტრატორი', 'თბილისი', 'ვზრუნავ, რომ აქ ყველაფერი რიგზე იყოს.', {
    role: 'ADMIN',
    cover: true,
  }),
  person('motorcycle', 'demo_moderator', 'დემო მოდერატორი', 'ქუთაისი', 'Rules are short: be kind, ride safe.', {
    role: 'MODERATOR',
  }),
  person('motorcycle', 'demo_rider', 'ნინო ბერიძე', 'თბილისი', 'Yamaha MT-07. კვირაობით გომბორზე, სამუშაო დღეებში საცობებში.', {
    cover: true,
  }),
  person('motorcycle', 'giorgi_m', 'გიორგი მაისურაძე', 'თბილისი', 'ენდურო, ტალახი და ცოტა ძილი.', { cover: true }),
  person('bicycle', 'ana_bikes', 'ანა კაპანაძე', 'თბილისი', 'ქალაქში მხოლოდ ველოსიპედით 🚲'),
  person('motorcycle', 'levan_tours', 'ლევან გელაშვილი', 'ბათუმი', 'ტურები აჭარის მთებში. Mountain tours, all summer.', {
    cover: true,
  }),
  person('bicycle', 'mariam_k', 'მარიამ კვარაცხელია', 'ზუგდიდი', null),
  person('motorcycle', 'dato_garage', 'დავით ლომიძე', 'რუსთავი', 'ვაკეთებ კარბურატორებს, რომლებსაც სხვები აგდებენ.'),
  person('bicycle', 'tamar_mtb', 'თამარ ჯაფარიძე', 'ბორჯომი', 'XC and trail. თუ აღმართია, მე იქ ვარ.', { cover: true }),
  person('motorcycle', 'luka_r', 'ლუკა რუხაძე', 'ქუთაისი', 'Honda CB500X', { picture: false }),
  person('motorcycle', 'salome_g', 'სალომე გიორგაძე', 'თბილისი', 'პირველი სეზონი. ვსწავლობ და არ ვჩქარობ.'),
  person('bicycle', 'irakli_fix', 'ირაკლი ხარაძე', 'თბილისი', 'ველოსიპედების სახელოსნო საბურთალოზე.'),
  person('motorcycle', 'nika_track', 'ნიკა აბაშიძე', 'რუსთავი', 'Track days at Rustavi. Knee sliders are consumables.', {
    cover: true,
  }),
  person('bicycle', 'eka_road', 'ეკა წერეთელი', 'მცხეთა', 'შოსე, 120 კმ შაბათს დილით.'),
  person('motorcycle', 'zura_vintage', 'ზურა ჩხეიძე', 'გორი', 'IZh Planeta 5, 1988. ჯერ კიდევ დადის.'),
  person('motorcycle', 'keti_vespa', 'ქეთევან ნოზაძე', 'თბილისი', 'სკუტერი, ყავა, ვერა.'),
  person('bicycle', 'sandro_bmx', 'სანდრო ტყეშელაშვილი', 'თბილისი', null, { picture: false }),
  person('motorcycle', 'beka_adv', 'ბექა ონიანი', 'მესტია', 'სვანეთი ორ ბორბალზე. Ask me about Zagaro pass.', { cover: true }),
  person('bicycle', 'lika_city', 'ლიკა მახარაძე', 'ბათუმი', 'ბულვარი, ზღვა, ველობილიკი.'),
  person('motorcycle', 'otar_guzzi', 'ოთარ ფანჯიკიძე', 'თელავი', 'Moto Guzzi და კახეთის გზები რთველის დროს.'),
  person('motorcycle', 'james_rides', 'James Whitfield', 'Tbilisi', 'From Leeds to Tbilisi in 2023, never left.'),
  person('bicycle', 'sophie_tours', 'Sophie Laurent', 'Kazbegi', 'Bikepacking the Caucasus, one pass at a time.', {
    cover: true,
  }),
  person('motorcycle', 'max_gs', 'Maximilian Bauer', 'Batumi', 'R 1250 GS. Looking for company to Tusheti in July.'),
  person('bicycle', 'olena_ride', 'Olena Kovalenko', 'Tbilisi', 'Gravel and good bread.'),
  person('motorcycle', 'sam_o', "Sam O'Neal", 'Kutaisi', 'Parts hunter. If it is rusty, I have two of them.', { picture: false }),
  person('motorcycle', 'gvantsa_t', 'გვანცა თოდუა', 'ფოთი', 'KTM 390 Adventure'),
  person('bicycle', 'vakho_dh', 'ვახტანგ ქავთარაძე', 'ბაკურიანი', 'Downhill. ზამთარში თხილამურები, ზაფხულში ბორბლები.'),
  person('motorcycle', 'nutsa_z', 'ნუცა ზარანდია', null, null, { picture: false }),
  person(
    'motorcycle',
    'archil_cruiser',
    'არჩილ დიასამიძე',
    'ბათუმი',
    'კრუიზერი და მშვიდი ტემპი. 60 წლის ვარ და ჯერ ახლა დავიწყე.',
  ),
  person('bicycle', 'helen_p', 'Ελένη Παπαδοπούλου', 'თბილისი', 'New in town. Where do you all ride?', { picture: false }),
];
