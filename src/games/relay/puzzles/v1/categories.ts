/**
 * Words by what they are, in families of things that are near each other. A word stands in one category only,
 * and words that people could count to another one are left out: `orange`, `mercury`, `fork`, `nickel`.
 */
export const FAMILIES: readonly (readonly (readonly string[])[])[] = [
  [
    list(
      'apple pear banana mango grape pineapple strawberry watermelon raspberry blueberry papaya nectarine',
    ),
    list('carrot cabbage spinach broccoli onion lettuce leek turnip celery cauliflower parsnip radish'),
    list('tulip daisy lily daffodil orchid dandelion sunflower poppy marigold bluebell snowdrop crocus'),
  ],
  [
    list('sparrow eagle pigeon penguin parrot woodpecker seagull stork pelican ostrich flamingo hawk'),
    list('horse cow sheep dog cat elephant lion tiger rabbit squirrel giraffe camel'),
    list('trout herring tuna cod haddock mackerel sardine carp halibut anchovy sturgeon'),
    list('ant bee wasp beetle butterfly mosquito grasshopper moth dragonfly termite flea hornet'),
  ],
  [
    list('hammer saw pliers spanner chisel drill wrench axe shovel rake crowbar mallet'),
    list('spoon plate kettle saucepan teapot bowl cup ladle colander whisk teaspoon toaster'),
    list('chair table sofa bed wardrobe desk bookcase stool armchair bench cupboard sideboard'),
  ],
  [
    list('car bus lorry train tram bicycle motorcycle taxi van tractor ambulance scooter'),
    list('canoe kayak yacht ferry raft dinghy gondola catamaran trawler schooner lifeboat submarine'),
  ],
  [
    list('France Spain Italy Germany Brazil Canada Japan Egypt Kenya Norway Mexico Poland'),
    list('Paris London Madrid Rome Berlin Vienna Lisbon Athens Dublin Oslo Cairo Tokyo'),
    list('Thames Nile Danube Rhine Seine Volga Ganges Mississippi Loire Tigris Euphrates Mekong'),
  ],
  [
    list('shirt trousers jacket skirt sock coat scarf jumper dress blouse cardigan waistcoat'),
    list('arm leg hand foot knee elbow shoulder nose ear neck ankle wrist'),
  ],
  [
    list('mother father sister brother uncle aunt cousin grandmother nephew niece grandfather daughter'),
    list(
      'doctor teacher plumber nurse carpenter lawyer dentist baker butcher electrician librarian firefighter',
    ),
  ],
  [
    list('January February March April May June July August September October November December'),
    list('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'),
  ],
  [
    list('zinc platinum aluminium titanium tungsten chromium magnesium lithium sodium uranium'),
    list('Venus Earth Mars Jupiter Saturn Neptune'),
  ],
  [list('piano violin guitar flute trumpet clarinet cello harp trombone saxophone oboe accordion')],
  [list('red blue green yellow purple brown black white grey beige crimson maroon')],
  [list('rain snow wind fog thunder hail storm sunshine frost drizzle lightning mist')],
  [list('circle square rectangle hexagon pentagon oval octagon rhombus trapezium parallelogram')],
  [list('coffee tea milk lemonade juice beer wine cocoa cider espresso')],
  [list('football tennis hockey rugby basketball swimming volleyball badminton golf boxing judo karate')],
  [list('euro dollar yen rupee peso rouble krona franc lira dinar')],
];

function list(words: string): readonly string[] {
  return words.split(' ');
}
