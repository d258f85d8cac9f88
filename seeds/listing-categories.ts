/** The marketplace's categories: slug, Georgian name, English name, icon, and what lies below. */
export interface CategorySeed {
  readonly slug: string;
  readonly ka: string;
  readonly en: string;
  readonly icon?: string;
  readonly children?: readonly CategorySeed[];
}

export const listingCategories: readonly CategorySeed[] = [
  {
    slug: 'motorcycles',
    ka: 'მოტოციკლები',
    en: 'Motorcycles',
    icon: 'motorcycle',
    children: [
      { slug: 'sport', ka: 'სპორტული', en: 'Sport' },
      { slug: 'touring', ka: 'ტურისტული', en: 'Touring' },
      { slug: 'cruiser', ka: 'კრუიზერი', en: 'Cruiser' },
      { slug: 'off-road', ka: 'ენდურო და კროსი', en: 'Enduro and motocross' },
      { slug: 'city', ka: 'საქალაქო', en: 'City' },
      { slug: 'mopeds', ka: 'მოპედები და სკუტერები', en: 'Mopeds and scooters' },
      { slug: 'atv', ka: 'კვადროციკლები', en: 'Quads' },
    ],
  },
  {
    slug: 'bicycles',
    ka: 'ველოსიპედები',
    en: 'Bicycles',
    icon: 'bicycle',
    children: [
      { slug: 'mountain-bikes', ka: 'სამთო', en: 'Mountain' },
      { slug: 'road-bikes', ka: 'შოსე', en: 'Road' },
      { slug: 'city-bikes', ka: 'საქალაქო ველოსიპედები', en: 'City bicycles' },
      { slug: 'e-bikes', ka: 'ელექტროველოსიპედები', en: 'E-bikes' },
      { slug: 'kids-bikes', ka: 'საბავშვო', en: 'Children’s' },
    ],
  },
  {
    slug: 'parts',
    ka: 'ნაწილები',
    en: 'Parts',
    icon: 'cog',
    children: [
      { slug: 'engine-parts', ka: 'ძრავის ნაწილები', en: 'Engine' },
      { slug: 'brakes', ka: 'სამუხრუჭე სისტემა', en: 'Brakes' },
      { slug: 'suspension', ka: 'სავალი ნაწილი', en: 'Suspension' },
      { slug: 'electrics', ka: 'ელექტრონიკა', en: 'Electrics' },
      { slug: 'tyres-wheels', ka: 'საბურავები და დისკები', en: 'Tyres and wheels' },
      { slug: 'exhausts', ka: 'გამონაბოლქვი სისტემა', en: 'Exhausts' },
    ],
  },
  {
    slug: 'equipment',
    ka: 'ეკიპირება',
    en: 'Equipment',
    icon: 'helmet',
    children: [
      { slug: 'helmets', ka: 'ჩაფხუტები', en: 'Helmets' },
      { slug: 'jackets', ka: 'ქურთუკები', en: 'Jackets' },
      { slug: 'gloves', ka: 'ხელთათმანები', en: 'Gloves' },
      { slug: 'boots', ka: 'ფეხსაცმელი', en: 'Boots' },
      { slug: 'protection', ka: 'დამცავები', en: 'Protection' },
    ],
  },
  {
    slug: 'accessories',
    ka: 'აქსესუარები',
    en: 'Accessories',
    icon: 'bag',
    children: [
      { slug: 'luggage', ka: 'ჩანთები და ყუთები', en: 'Luggage' },
      { slug: 'navigation', ka: 'ნავიგაცია და დამჭერები', en: 'Navigation and mounts' },
      { slug: 'locks', ka: 'საკეტები', en: 'Locks' },
      { slug: 'care', ka: 'მოვლა და ზეთები', en: 'Care and oils' },
      { slug: 'other', ka: 'სხვა', en: 'Other' },
    ],
  },
];
