/** One comment with the answers below it. `by`: username. */
export interface Said {
  readonly by: string;
  readonly text: string;
  readonly answers: readonly Said[];
}

const said = (by: string, text: string, ...answers: readonly Said[]): Said => ({ by, text, answers });

/** By key of the post. Of comments only the end grows: the ids of the others are computed from their places. */
export const demoThreads: Readonly<Record<string, readonly Said[]>> = {
  'first-trip': [
    said(
      'luka_r',
      'შენ იყავი ყოჩაღი! მეასე კილომეტრიდან სარკეში აღარც ვიყურებოდი.',
      said('salome_g', 'არ დაიჯეროთ, ყოველ მოსახვევში იყურებოდა 😄', said('luka_r', 'კარგი, მხოლოდ მოსახვევებში.')),
    ),
    said('demo_rider', 'გილოცავ! შემდეგი გომბორია.', said('salome_g', 'ოღონდ ექვს საათზე არა, გთხოვ!')),
    said('keti_vespa', 'ჩაფხუტში სიმღერა ყველაზე კარგი აკუსტიკაა.', said('salome_g', 'და არავინ გთხოვს, გაჩერდიო!')),
    said('dato_garage', '170 კმ-ის შემდეგ ჯაჭვს გადახედე. მოიტანე და ერთად ვნახოთ.'),
  ],
  'zagaro-open': [
    said(
      'max_gs',
      'How deep is the second ford after the rain? Would a heavy bike make it?',
      said(
        'beka_adv',
        'Just above the axle this morning. Go before noon, the snow melts after that.',
        said('max_gs', 'Thank you, that is exactly what I needed.'),
      ),
    ),
    said('giorgi_m', 'ჩრდილოეთის ტალახი მაინტერესებს. შაბათს ზუსტად იქ ვარ.', said('beka_adv', 'ჩექმა ორი წყვილი წაიღე.')),
    said(
      'gvantsa_t',
      '390-ით გავივლი? მარტო არ ვიქნები.',
      said('beka_adv', 'გაივლი, ოღონდ ბარგი შეამცირე.'),
      said('levan_tours', 'ჩვენც მოვდივართ, შემოგვიერთდი.'),
    ),
    said(
      'sophie_tours',
      'Adding this to my list, by bicycle of course.',
      said('beka_adv', 'The fords are easier to carry a bicycle through, I admit.'),
    ),
  ],
  'gombori-dawn': [
    said(
      'otar_guzzi',
      'ჩაი სად დალიე, ბაზართან? იქ ახლა კარგი ლობიანიც აქვთ.',
      said('demo_rider', 'ბაზართან! ლობიანს ვერ მივუსწარი.'),
    ),
    said('ana_bikes', 'ველოსიპედით ამას საღამომდე ვერ მოვასწრებდი, მაგრამ მშურს.'),
    said(
      'archil_cruiser',
      'ლამაზად დაწერე. ერთხელ მეც წამიყვანეთ.',
      said('demo_rider', 'კვირას! ბათუმიდან ოღონდ ადრე მოგიწევთ ადგომა.'),
    ),
  ],
  'gombori-gravel': [
    said('demo_rider', 'ვნახე, მადლობა! საღამოსთვის ნახევარი უკვე აღებული იყო.', said('otar_guzzi', 'ესე იგი დარეკვა ღირდა.')),
    said('levan_tours', 'ჯგუფს ვაფრთხილებ, კვირას მანდ გავდივართ.'),
    said('demo_moderator', 'ასეთი პოსტებისთვის არსებობს ეს ადგილი. მადლობა!'),
  ],
  'tusheti-company': [
    said(
      'beka_adv',
      'I did say that. Friday works, I am in Telavi from Thursday evening.',
      said('max_gs', 'Perfect, dinner is on me.', said('otar_guzzi', 'თელავში ვახშამი ჩემთანაა, კამათი არ მიიღება.')),
    ),
    said('james_rides', 'Would love to, but I have only ever fallen off on asphalt. Next year!'),
    said('sophie_tours', 'Check the weather at Omalo on Thursday night, not before. It changes its mind.'),
  ],
  'abano-notes': [
    said(
      'olena_ride',
      'Nine hours is heroic. Was the spring running in the afternoon too?',
      said('sophie_tours', 'A trickle, but yes.'),
    ),
    said('tamar_mtb', 'ზარი მანქანას პასუხად, ამას დავიმახსოვრებ 😂'),
    said(
      'eka_road',
      '72 კმ და 2000 მეტრზე მეტი აღმართი. ქუდს ვიხდი.',
      said('sophie_tours', 'გმადლობ! Coming from you that counts double.'),
    ),
  ],
  dogs: [
    said('beka_adv', 'Stopping works in Svaneti as well. Never race them, they know the shortcuts.'),
    said(
      'lika_city',
      'ველოსიპედით იგივე: ჩამოხტი და ველოსიპედი შუაში დააყენე.',
      said('sophie_tours', 'Yes, the bicycle as a fence. Works every time.'),
    ),
    said('archil_cruiser', 'ჩემი კრუიზერი ისე ნელა დადის, ძაღლები თვითონ იღლებიან ლოდინით.'),
  ],
  goderdzi: [
    said(
      'archil_cruiser',
      'კრუიზერით ბოლო თხუთმეტს გავივლი?',
      said('levan_tours', 'ნელა და მშრალში, კი. თუ გინდა, წინ გაგიძღვები.'),
    ),
    said('max_gs', 'The bread by the bridge is worth the trip alone.'),
  ],
  likani: [
    said('vakho_dh', 'ხერხით მე მოვედი, ნამცხვრით თამარი. სამართლიანი გაცვლა იყო.'),
    said(
      'dato_garage',
      'შაბათს ბავშვთან ერთად მოვდივარ, მარტივი ნაწილი არის?',
      said('tamar_mtb', 'ქვედა ნახევარი, ლურჯი ნიშნებით.'),
    ),
    said('demo_moderator', 'Great work, all of you.', said('tamar_mtb', 'მადლობა! შემოდგომაზე კიდევ ვაპირებთ.')),
  ],
  carburettor: [
    said(
      'zura_vintage',
      'მე რომ მოგიტანე, იმაში ბენზინი ათი წლის იყო. რეკორდი ჩემია.',
      said('dato_garage', 'შენსას მუზეუმში ვინახავ.'),
    ),
    said('sam_o', 'Do you have the float for that one? I may have two.', said('dato_garage', 'ერთი მჭირდება, შაბათს გამოგივლი.')),
    said('nika_track', 'ოქროს ხელები.'),
  ],
  'brake-pads': [
    said('ana_bikes', 'სპირტმა მიშველა! ერთი კვირა მთელ ქუჩას ვაღვიძებდი.'),
    said('helen_p', 'Can I bring mine on Saturday? It sounds like a ship.', said('irakli_fix', 'Of course. Ships are welcome.')),
  ],
  'first-kick': [
    said('dato_garage', 'ბოლის ფერი რა იყო? ლურჯი თუ თეთრი?', said('zura_vintage', 'ნოსტალგიური.')),
    said(
      'sam_o',
      'Beautiful. I still have the badge for the tank, it is yours.',
      said('zura_vintage', 'ხაჭაპური და ყავა ჩემზეა!'),
    ),
    said('gvantsa_t', '1988! ჩემზე უფროსია და უკეთესად იქოქება.'),
  ],
  'gloves-question': [
    said(
      'demo_rider',
      'ბადიანი ზედაპირი, მაგრამ თითებსა და ხელისგულზე ტყავი. ერთი ზომით პატარა აიღე, გაიწელება.',
      said('salome_g', 'მადლობა, ხვალვე მოვიზომებ!'),
    ),
    said('gvantsa_t', 'მაჯის შესაკრავი ნახე, რომ გადაძრობისას არ მოგძვრეს.'),
    said('nika_track', 'Palm sliders. You will only need them once.', said('salome_g', 'Let us hope never!')),
  ],
  'morning-lane': [
    said('lika_city', 'ბათუმშიც დავთვალე: ცამეტი და ერთი ძაღლი კალათით.'),
    said('demo_rider', 'ერთ დღეს მეც, ოღონდ აღმართის გარეშე.', said('ana_bikes', 'ვაკე ბრტყელია, სახელიც კი ამბობს!')),
    said('irakli_fix', 'ოცდამეორე მე ვიყავი, ცოტა დავაგვიანე.'),
  ],
  'new-in-town': [
    said(
      'ana_bikes',
      'Welcome! Tomorrow at eight, by the Philharmonic. We wait for everybody.',
      said('helen_p', 'I will be there. With bread.'),
    ),
    said('irakli_fix', 'Come by on Saturday, I will check the brakes before our hills do.'),
    said('olena_ride', 'Average bread is my favourite kind. Welcome!'),
    said('demo_admin', 'კეთილი იყოს თქვენი მობრძანება!', said('helen_p', 'გმადლობთ! (I am learning.)')),
  ],
  'first-ride': [
    said('ana_bikes', 'Same time, same place! შემდეგ ჯერზე ლისის ტბა.'),
    said('keti_vespa', 'Which bakery? Asking for a friend with a scooter.'),
  ],
  mud: [
    said(
      'nika_track',
      'მეოთხე ჩექმა მე ვიპოვე. ზომა 46, ვისია?',
      said('giorgi_m', 'ლევანის! ის ცალი ფეხით წავიდა.', said('levan_tours', 'ვადასტურებ.')),
    ),
    said('beka_adv', 'შაბათს მოვდივარ, ჩექმებს სკოჩით დავიკრავ.'),
  ],
  lap: [
    said('giorgi_m', 'ოთხი მეათედი! რამდენი დაგიჯდა?', said('nika_track', 'ერთი ვახშამი იმისთვის, ვინც უკან მომყვებოდა.')),
    said('eka_road', 'ველოსიპედზეც იგივეა: მუხრუჭი ჩვევაა.'),
  ],
  'parked-car': [
    said(
      'helen_p',
      'Calm and brave. I needed to read this.',
      said('ana_bikes', 'Mostly calm. The brave part was my knees shaking.'),
    ),
    said('sandro_bmx', 'მეც ასე ვცადე და გამოვიდა, ოღონდ მეორე ცდაზე.'),
    said('eka_road', 'სამი წუთი თავაზიანობა. უნდა დაიბეჭდოს და გზაზე დაეკიდოს.'),
  ],
  'sunday-plan': [said('salome_g', 'ვარ! თერმოსი ჩემზეა.', said('demo_rider', 'შეთანხმდა ☕'))],
  'quote-gombori': [said('otar_guzzi', 'სწორად თქვი. მოსახვევში არაფერი, ყველაფერი მანამდე.')],
};
