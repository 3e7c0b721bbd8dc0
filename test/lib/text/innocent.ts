/** Surnames, first names, towns, animals, food, bands and words that hold an insult, or that a filter takes for one. */
export const INNOCENT = [
  'Dickinson|Dickson|Dickens|Dick|Dick Turpin|Moby Dick|Benedick|Riddick|Dicker|Cummings|Alan Cumming|Cumberbatch|Cumbria',
  'cumin|cumulus|document|cucumber|circumstance|summa cum laude|Fukuda|Fukui|Fukushima|Fukuoka|Fuku|Kung Fu Panda|Fu Manchu',
  'Liu Fu|Fuchs|Johann Fux|Fuqua|Fuqing|Penistone|CeCe Peniston|cockpit|Hitchcock|Hancock|Woodcock|Peacock|Alcock|Babcock',
  'Badcock|Glasscock|Cockburn|Cockcroft|Joe Cocker|Cockermouth|Cockfosters|cockatoo|cockerel|cockroach|cocktail|cockle|Cockney',
  'shuttlecock|weathercock|Cock Robin|cock-a-hoop|Blue Tit|Great Tit|Long-tailed Tits|Coal tits|tit for tat|titmouse|Titus|Titan',
  'Tito|Titian|Petit|Tittensor|title|constitution|Titicaca|System of a Down|Sex Pistols|Scunthorpe|Essex|Sussex|Middlesex',
  'Sexton|Sexsmith|sextet|Assange|Assam|Assisi|Assen|assassin|assistant|Cassidy|Massey|embassy|harass|class|classic|Bass|grass',
  'glass|pass|passion|Bassett|wild ass|Nubian wild ass|jackass|Arsenal|Arsène|arsenic|Marseille|parse|sparse|coarse|canal',
  'Canaletto|analyst|analysis|banal|analog|Uranus|Janus|Manus|tetanus|shiitake|shitake|Harshit|Akshit|Rakshit|Dikshit|Ashit',
  'Parikshit|Matsushita|Yamashita|Kinoshita|Ishitani|Shitterton|Wankel|Wankhede|Schwank|swank|Twatt|twattle|Slutsk|Slutsky',
  'Bich|Bích|Bitche|Bichon|whorl|Whorlton|Georgy|Porgy|Pornchai|Pornthip|Siriporn|popcorn|Pissarro|Mississippi|Nigel|Niger',
  'Nigeria|Nigella|snigger|niggardly|Montenegro|Rio Negro|Negroni|Vinny Del Negro|Raccoon|Maine Coon|Van Dyke|Offa’s Dyke',
  'John Lee Hooker|Fagan|Fagin|Fagerholm|pussy willow|pussy cat|octopussy|pussyfoot|pin prick|prickle|Prickett|grape|drape',
  'Draper|rapeseed|oilseed rape|therapist|skyscraper|Semen|Semenov|amusement|basement|cuckoo|Cuckfield|Clitheroe|Dildora',
  'retardant|Saturday|turducken|Boobook|Blue-footed Booby|booby trap|Kokoschka|Hyacinth|Lakshit|Feck|Fock|Focker|Affleck',
  'Focke-Wulf|FKA twigs|FC Köln|ABO blood group|Åbo|Gay|Butts|Butterfly|Button|Nuts|Johnson|Willy|Roger|Randy|Fanny|Muff',
  'Bastardo|Middelfart|Phuket|Phuc|Phúc|Dung|Long Dong|Kuntz|Kunta Kinte|Cuntz|Hoare|Cox|scat singing|Spicer|Helle|Crapper',
  'push it|pass it|mass hit|was hit|it’s hit|this hit|as sure|as soon|P69|P420|A55|Ann 455|B52|U2|R2D2|C3PO|K9|4455|M55|A5',
  'FA9|FA95|NI95|AR53|CL17|PI55|TI75|AN41|TW47|Ana1|Anu5|Pis5|4X4|push👍it|mass😀hit|class(ic)|5 + 4|a+b+c|40 °C|I ❤ U2',
  'Chorlton-cum-Hardy|Stow-cum-Quy|Kick-Ass|Butthole Surfers|Bitches Brew|en retard|Tiddles|Uranus|Fuccillo|Ishit|Lego 7',
].flatMap((line) => line.split('|'));

/** Insults, plain and in disguise. */
export const INSULTS = [
  'fuck|FUCK|FuCk|fucker|motherfucker|fuckyou69|FuckParlor|xXfuckerXx|fuuuuck|fück|fúck|f.u.c.k|f-u-c-k|f_u_c_k|f u c k|fu.ck',
  'fuc k|fu ck|fuсk|fυck|fμck|fucκ|ƒuck|ｆｕｃｋ|𝓯𝓾𝓬𝓴|🅵🆄🅲🅺|f\u200Buck|f\u00ADuck|f\u0336u\u0336c\u0336k|fvck|phuck|fukc|fck you|f*ck|f**k',
  'shit|sh1t|5h1t|sh!t|sh¡t|$h1t|ѕhіt|𝖘𝖍𝖎𝖙|s.h.i.t|s h i t|sh\u00ADit|shiiiiit|bullshit|sh*t|shitty|ass|@ss|a$$|a$$hole|asshole',
  'asssss|dumbass|bitch|b1tch|biatch|cunt|c.u.n.t|cunt69|BigCunt|whore|wh0re|slut|s1ut|sIut|twat|tw@t|wanker|n1gg3r|niggers',
  'c0ck|pen1s|d!ldo|fuk|suck my dick|(fuck)|fuck!|you, whore!|f*u*c*k|f•u•c•k|f·u·c·k|f—u—c—k|f+u+c+k|f★u★c★k|f👍u👍c👍k',
  'f・u・c・k|⒡⒰⒞⒦|(f)(u)(c)(k)|f + u + c + k|fu🙂ck|fـuck|f😀ck|sh_t|sh•t|b_tch|c*ck|p*nis|shlt|bltch|nlgger|niggeeeeer|diiiickhead',
  'shitt|cuntt|sshit|❤cunt❤|€shit|shit(x)|bitϹh|Ϲunt|whംre|fag°t|wh°re|¢unt|b^stard|whor€|a§§hole|n1993r|a55h0l3',
  'kunt|fukk|fuxk|biotch|holyshit|KingShit|youbastard|bigcock|xXcockXx|bitchez|cun7',
].flatMap((line) => line.split('|'));
