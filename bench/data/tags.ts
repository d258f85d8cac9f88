/** Words of hashtags, the most used first. */
const words: readonly string[] = [
  'მოტო ველო მოტოციკლი ველოსიპედი თბილისი moto bike enduro ენდურო მოგზაურობა',
  'კახეთი სვანეთი ყაზბეგი georgia touring ტურინგი ბათუმი თუშეთი ride riders',
  'honda yamaha bmw ktm suzuki kawasaki ducati vespa trek giant',
  'გომბორი აბანო ზაგარო ჯვარი გოდერძი რუსთავი მცხეთა ბორჯომი გორი ქუთაისი',
  'ჩაფხუტი საბურავი ზეთი ჯაჭვი მუხრუჭი კარბურატორი აკუმულატორი ხელთათმანი ქურთუკი კარავი',
  'helmet tyres chain oil brakes garage repair vintage custom caferacer',
  'mtb downhill gravel roadbike bmx bikepacking adventure offroad trackday racing',
  'უღელტეხილი მთა ტყე ზღვა ტბა ბილიკი ტრეკი ნისლი წვიმა ზაფხული',
  'ზამთარი შემოდგომა გაზაფხული კვირა შაბათი ღამე დილა მეგობრები კომპანია კლუბი',
  'tbilisi batumi kutaisi mestia omalo ushguli stepantsminda telavi sighnaghi zugdidi',
  'იყიდება ვეძებ რჩევა კითხვა ვიდეო ფოტო რუკა მარშრუტი გეგმა შეხვედრა',
  'forsale help howto video photo route plan meetup newbie firstride',
  'სკუტერი კრუიზერი სპორტბაიკი იჟი ურალი იავა ელექტრო ქალაქი ბულვარი ველობილიკი',
  'scooter cruiser sportbike izh ural jawa electric city commute lane',
  'mt07 mt09 r1250gs tenere700 cb500x africatwin duke390 klr650 drz400 crf300',
  'რაჭა იმერეთი აჭარა გურია სამეგრელო ჯავახეთი ვაშლოვანი ფარავანი ლისი ანანური',
  'fuel coffee sunrise sunset rain snow mud dust wind fog',
  'suspension clutch gearbox exhaust luggage gloves boots jacket intercom camera',
  'უსაფრთხოება ავარია პოლიცია გზა ასფალტი ტალახი ქვა მტვერი ქარი ყინვა',
  'caucasus silkroad borderrun turkey armenia bikelife twowheels weekend solo crew',
].flatMap((line) => line.split(' '));

/** As the product keeps names: without `#`, folded. Each once. */
export const tagNames: readonly string[] = [...new Set(words)];
