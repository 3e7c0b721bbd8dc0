/**
 * Words by what they are, in families of things that are near each other. A word stands in one category only,
 * and words that people could count to another one are left out: `orange`, `mercury`, `fork`, `nickel`, `squash`.
 */
export const FAMILIES: readonly (readonly (readonly string[])[])[] = [
  [
    list(
      'apple pear banana mango grape pineapple strawberry watermelon raspberry blueberry papaya nectarine',
    ),
    list(
      'carrot cabbage spinach broccoli onion lettuce leek turnip celery cauliflower parsnip radish swede beetroot kale chard watercress',
    ),
    list('tulip daisy lily daffodil orchid dandelion sunflower poppy marigold bluebell snowdrop crocus'),
    list('oak birch willow elm poplar sycamore spruce larch yew hawthorn'),
  ],
  [
    list('sparrow eagle pigeon penguin parrot woodpecker seagull stork pelican ostrich flamingo hawk'),
    list('horse cow sheep dog cat elephant lion tiger rabbit squirrel giraffe camel'),
    list('trout herring tuna cod haddock mackerel sardine carp halibut anchovy sturgeon'),
    list('ant bee wasp beetle butterfly mosquito grasshopper moth dragonfly termite flea hornet'),
  ],
  [
    list('hammer saw spanner chisel drill wrench axe shovel rake crowbar mallet'),
    list('spoon plate kettle saucepan teapot bowl cup ladle colander whisk teaspoon toaster'),
    list('chair table sofa bed wardrobe desk bookcase stool armchair bench cupboard sideboard'),
  ],
  [
    list('car bus lorry train tram bicycle motorcycle taxi van tractor ambulance scooter'),
    list('canoe kayak yacht ferry raft dinghy gondola catamaran trawler schooner lifeboat submarine'),
  ],
  [
    list(
      'France Spain Italy Germany Brazil Canada Japan Egypt Kenya Norway Mexico Poland Portugal Sweden Austria Peru Chile',
    ),
    list('Paris London Madrid Rome Berlin Vienna Lisbon Athens Dublin Oslo Cairo Tokyo'),
    list('Thames Nile Danube Rhine Seine Volga Ganges Mississippi Loire Tigris Euphrates Mekong Tiber Elbe'),
  ],
  [
    list('shirt jacket skirt sock coat scarf jumper dress blouse cardigan waistcoat hat glove'),
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
  [
    list(
      'piano violin guitar flute trumpet clarinet cello harp trombone saxophone oboe accordion banjo lute ukulele mandolin bassoon tuba',
    ),
  ],
  [list('red blue green yellow purple brown black white grey beige crimson maroon')],
  [list('rain snow wind fog thunder hail storm sunshine frost drizzle lightning mist')],
  [list('circle square rectangle hexagon pentagon oval octagon rhombus trapezium parallelogram')],
  [list('coffee tea milk lemonade juice water cocoa espresso milkshake smoothie')],
  [
    list(
      'football tennis hockey rugby basketball swimming volleyball badminton golf boxing judo karate netball snooker rowing',
    ),
  ],
  [list('euro dollar yen rupee peso rouble krona franc lira dinar')],
];

/**
 * Words of one kind within a category, and words next to it that are of another kind: the hardest to tell apart. What
 * is alike is something that people have a word for: cats, but not animals that are no cats.
 */
export const CLOSE: readonly { alike: readonly string[]; odd: readonly string[] }[] = [
  ...both(
    'violin guitar cello harp banjo lute ukulele mandolin',
    'flute trumpet clarinet trombone saxophone oboe bassoon tuba',
  ),
  ...both(
    'circle square rectangle hexagon pentagon octagon rhombus trapezium',
    'cube sphere cone pyramid cylinder prism cuboid',
  ),
  ...both(
    'France Spain Italy Germany Norway Poland Portugal Sweden Austria',
    'Brazil Argentina Peru Chile Bolivia Colombia Ecuador Uruguay Paraguay',
  ),
  ...both(
    'Paris London Madrid Rome Berlin Vienna Lisbon Athens Dublin Oslo',
    'Tokyo Beijing Delhi Seoul Hanoi Manila Jakarta',
  ),
  ...both(
    'zinc platinum aluminium titanium tungsten chromium magnesium sodium',
    'oxygen hydrogen nitrogen helium neon argon chlorine',
  ),
  ...both('lettuce cabbage spinach kale chard watercress', 'carrot radish parsnip turnip beetroot swede'),
  close('eagle hawk falcon buzzard kestrel vulture osprey', 'pigeon sparrow parrot flamingo pelican robin'),
  close('lion tiger leopard cheetah lynx panther puma', 'wolf bear giraffe zebra camel elephant badger'),
  close('shoe boot sandal slipper clog sock stocking', 'hat scarf glove jumper cardigan jacket'),
  close('lorry van bus taxi tractor ambulance car', 'bicycle motorcycle scooter moped tandem'),
  close('trout herring tuna cod haddock mackerel sardine halibut', 'whale dolphin porpoise walrus'),
  close('ant bee wasp beetle butterfly mosquito grasshopper moth hornet', 'spider scorpion'),
  close(
    'football tennis rugby basketball volleyball snooker golf netball',
    'judo karate boxing swimming rowing',
  ),
  close('Thames Danube Rhine Seine Volga Loire Tiber Elbe', 'Nile Ganges Mississippi Amazon Mekong'),
];

function both(one: string, other: string) {
  return [close(one, other), close(other, one)];
}

function close(alike: string, odd: string) {
  return { alike: list(alike), odd: list(odd) };
}

function list(words: string): readonly string[] {
  return words.split(' ');
}
