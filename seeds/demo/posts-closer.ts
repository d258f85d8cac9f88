import { type DemoPost, post } from './post.js';

/** Not for everybody. */
export const closerPosts: readonly DemoPost[] = [
  post(
    'demo_rider',
    'sunday-plan',
    6.1,
    'ჩემიანებო, კვირას ექვსზე გავდივარ გომბორზე, ლოჭინის გადასახვევთან ვიცდი ათ წუთს. @salome_g შენი ტემპით წავალთ, გპირდები, არავინ იჩქარებს. #გომბორი',
    { visibility: 'FOLLOWERS' },
  ),
  post(
    'ana_bikes',
    'spare-helmet',
    27.4,
    'სათადარიგო ჩაფხუტი მაქვს, ზომა 54-58, თითქმის ახალი. ვისაც სტუმარი ჰყავს და ქალაქში ველოსიპედით ატარებს, მიწერეთ, გათხოვებ.',
    { visibility: 'FOLLOWERS' },
  ),
  post(
    'demo_admin',
    'server-room',
    46.2,
    'Quiet day, so I cleaned the chain, the cassette and, while I was at it, the kitchen floor under the bike. Do not tell my landlord about the degreaser.',
    { visibility: 'FOLLOWERS' },
  ),
  post(
    'tamar_mtb',
    'secret-line',
    83.1,
    'ლიკანის ზემოთ ახალ ხაზს ვამზადებთ. სანამ მზად არ იქნება, ნუ გაავრცელებთ: მიწა რბილია და სამი დღე წვიმის შემდეგ არავინ უნდა შევიდეს. #mtb',
    { visibility: 'FOLLOWERS' },
  ),
  post(
    'levan_tours',
    'two-seats',
    112.3,
    'მომდევნო ტურზე ორი ადგილი გამითავისუფლდა, ჯერ თქვენ გეუბნებით და ხვალ ყველას დავუწერ. სამი ღამე, ღამისთევა საოჯახო სასტუმროებში. #აჭარა',
    { visibility: 'FOLLOWERS' },
  ),
  post(
    'demo_rider',
    'shopping-list',
    34.1,
    'ჩემთვის, რომ არ დამავიწყდეს: ზეთის ფილტრი, უკანა ხუნდები, ჯაჭვის სპრეი, ხელთათმანი სალომესთვის საჩუქრად. დაბადების დღე 12-შია!',
    { visibility: 'PRIVATE' },
  ),
  post(
    'archil_cruiser',
    'notebook',
    94.2,
    'გარბენი 18 450. ზეთი გამოვცვალე. შემდეგი 24 000-ზე. ექიმთან ვიზიტი იმავე დღეს ჩავწერე, რომ ერთად დამამახსოვრდეს.',
    { visibility: 'PRIVATE' },
  ),
];

/** What somebody else wrote, passed on. */
export const passedOnPosts: readonly DemoPost[] = [
  post('ana_bikes', 'repost-new-in-town', 3.4, '', { passesOn: 'new-in-town' }),
  post('james_rides', 'repost-zagaro', 4.1, '', { passesOn: 'zagaro-open' }),
  post(
    'gvantsa_t',
    'quote-gombori',
    12.1,
    'კვირას კახეთში ვინც მიდის, ეს წაიკითხეთ. ხრეშზე მუხრუჭს წინა ბორბლით ნუ დააჭერთ, სიჩქარე მოსახვევამდე დააგდეთ და იქ უკვე არაფერი გააკეთოთ. #გომბორი #უსაფრთხოება',
    { passesOn: 'gombori-gravel' },
  ),
  post(
    'olena_ride',
    'quote-abano',
    29.2,
    'This is the kind of report I wish every pass had: when to start, where the water is, how long it really takes. Saving it for next season. Who comes along at my pace, which is slow and steady? #bikepacking #ველო',
    { passesOn: 'abano-notes' },
  ),
];
