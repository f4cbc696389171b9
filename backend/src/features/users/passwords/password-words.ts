/**
 * Words for generated passwords: short, distinct, easy to say and to spell, and fine to read out
 * before a class. Ours; adding some is welcome, and a test holds the list to these rules.
 */
export const PASSWORD_WORDS: readonly string[] = `
abacus absorb academy accent access account acorn acre across action active actor adapt admit adobe
adopt adverb advice advise aerial affix afford agency agenda agile agree air airport ajar alarm
album alcove alert algae algebra alike alley almanac almond alone aloud alpaca alpha alpine alter
amaze amazon amber ambient amend among amount ample amuse analog anchor ancient angle anise ankle
annual answer antique antler anvil any aplomb appeal apple apply april apron aqua arbor arcade arch
archer area arena argue aria arm armor aroma around array arrive arrow art artist ascend aside ask
aspect aspen assist aster astro athlete atlas atom atrium attend attic attract audio august aunt
aurora author autumn avenue avocado avoid awake award aware away axis axle azalea azure baby back
backup bacon badge bagel baggage baker balance balcony ball ballad balloon bamboo banana band
bandana banjo bank banner bar barber bargain barley barn barrel basalt base bashful basil basin
basket batch bath bathtub baton bay bazaar beach beacon bead beam bean bear beard beaver because
become bed bedrock beech beehive beep beetle before begin behave behind beige bell belong belt
beluga bench bend beneath berry berth beside best better beyond bicycle big bike bill bin binder
bingo biology biplane birch bird biscuit bison blade blank blanket blazer blend blink blip block
bloom blossom blouse blue bluff board boat body bold boldly bolt bongo bonnet bonus book bookend
boost boot border borrow botany bottle bottom bough boulder bounce bouquet bow bowl box brace
bracket braid brain branch brand brass brave bravo bread breadth break breeze brick bridge brief
bright brine bring brisk broad bronze brook broom broth brother brown browse bruin brunch brush
bubble bucket buckle buddy budget buffalo buggy bugle build bulb bundle bunny burger burrow bus bush
busy butler butter button buyer buzz bylaw bypass cabbage cabin cabinet cable cactus cadence cadet
cafe caftan cake calcium calf caliber calico call calm camel camera camp camper canal canary candid
candle candy canoe canopy canteen canvas canyon cap cape captain capture car caramel caravan caravel
carbon card career cargo caribou carol carpet carrot carry cart cartoon carve cascade case cash
cashew cashier castle casual cat catalog catch cattle cave cavern caviar cedar ceiling celery cello
celsius cement census center century ceramic cereal certain chain chair chalet chalk chamber chance
change channel chant chapter charm chart charter chatter cheap check cheddar cheek cheer cheese
cheetah chef cherry chess chest chicken chicory child chill chime chimney chin chip choice choir
chord chorus chrome cinema circle circus citizen citrus city civic claim clam clamp clap clarity
clasp class classic clause claw clay clean clear cleat clerk clever click client cliff climate climb
clinic cloak clock close closet cloth cloud clover club cluster coach coast coastal coat cobalt
cockpit cocoa coconut code codex coffee cohort coil coin collage collar collect college color column
comb comedy comet comfort comic command common company compare compass compile compose concept
concert condor cone confirm connect consult contact content contest control convert cookie cooking
coop copper copy coral cord core cork corn corner cornet correct cosmic cosmos costume cottage
cotton couch cougar counsel count country couple courage courier course court cousin cover cow
coyote cozy cradle craft crane cranny crater crayon cream create credit creek cresset crew cricket
crisp crochet crocus crop cross crouton crow crowd crown cruise crumb crunch crust crystal cub cube
cubic cuckoo cuff culture cup cupcake curator curious curl current curry cursive curtain curve
cushion custard custom cutlery cyan cycle cyclone cymbal cypress dahlia daily dainty dairy daisy
damask dance dancer dapper daring data dawn day dazzle debut decade decent decide deck declare decoy
deduct deep deer define degree deliver delta demo denim depart depot depth derby derive desert
design desk detail detour device devote dew dial dialog diamond diary dice diesel diet digit dimple
dinner diploma direct discus dish disk display distant divide diving dock doctor dogwood dollar
dolphin domain dome domino donkey donor doodle door double dough dove dozen draft dragon drape draw
drawer dream dress drift drill drink drive drizzle drop drum dry dryer ducat duck duet duffel dugout
dune duplex durable dusk dust duty dwell dynamo eager eagle ear early earn earring earth easel
easily east easter easy eatery eaves echo eclipse edge edible edit editor educate eel effort egg
eight either elapse elastic elbow elder elect elegant element elevate eleven elk elm embark ember
emblem embrace emerald emerge emotion empire employ empty enable enamel enamor encore end endive
endless energy engage engine engrave enhance enjoy enlist enrich ensure enter entire entry envoy
enzyme epic episode equal equator equip erase erode errand escort essay estate esteem estuary ethics
evening evenly event evident evolve exact exam example exceed excite exhibit exit exotic expand
expect expert explain explore export express extend extra extract eye fable fabric facade face fact
factor factory faculty fair falcon fall family famous fan fanfare faraway farm farmer fashion fast
fathom faucet favor fawn feast feather feature fedora feline fellow felt fence fennel ferment fern
ferry festive fetch fiber fiddle field fiesta fifteen fifty fig figure filer filly film filter final
finale finch find fine finesse finger finish fir fire firefly firm first fish fitness five fjord
flag flair flame flank flannel flash flask flat flavor flax fleck fleece fleet flicker flight flint
flip float flock floor flora flour flow flower fluent fluff fluid flurry flute fly foam focus fog
foil folder folio folk follow font food foot footage forage ford forest forge fork form formal
formula fort fortune forum forward fossil found four fox foyer frame freckle free freedom freezer
freight fresco fresh friday friend fringe fritter frog frolic front frost frozen frugal fruit fudge
fuel fulfill full fun funnel funny fur furrow fusion future gable gadget gala galaxy gallant gallery
galley gallon gallop game gamma gander garage garden garland garlic garment garnet gate gather gauge
gaze gazebo gazelle gear gecko gem general genius gentle gentry genuine geology gesture getaway
geyser gherkin giant gibbon gift giggle gilded ginger gingham giraffe girder give glacier glad
glance glass glaze gleam glide glimmer glint glisten glitter globe glory glove glow glue gnome gnu
goal goat gold golden golf gondola good goose gopher gorge gourd gourmet govern gown grace grade
gradual grain grammar granary grand granite granola grape graph grasp grass grate gravel gravity
graze great green grid griffin grill grin grip grocer groove ground group grove grow guard guava
gudgeon guess guest guide guild guitar gulf gum guppy gurgle gust gym gymnast gypsum habit haiku
hail hair half hall halo hammer hammock hamster hand handbag handle handy hangar happen happy harbor
hardy harmony harp harrier harvest hasten hat hatch haul haven hawk hay hazel head headway health
heart hearth heat heather hedge heel height helium helix hello helmet help herb herd hermit hero
heron herring hexagon hiccup highway hiker hill hinge hint history hive hobby hockey hoist holiday
hollow holly homage home honest honey honor hood hoof hook hope hopeful horizon horn horse host
hotcake hotel hour hourly house hover hub hug human humble humid hummus humor hundred hurdle hush
hut hybrid hydrant ibex ibis ice iceberg icicle icon idea ideal igneous image imagine impact import
improve inch include income indeed index indigo indoor infant inflate inform inherit initial ink
inkwell inlet inn inner input inquire insect insert inside insight inspect inspire install instant
intact intend into invent invite iodine iris iron island isle isotope issue italic item ivory ivy
jackal jacket jackpot jade jaguar jam january jar jargon jasmine jaunt javelin jaw jazz jelly jersey
jester jet jetty jewel jiffy jigsaw jingle job jockey jog join joiner joke jolly jonquil journal
journey jovial joy jubilee judge juggle juice july jumbo jump jumper june jungle junior juniper jury
just jute kale karate kayak keen keep keeper kelp kernel kestrel ketchup kettle key keyhole keypad
kick kid kiln kilo kilt kimono kind kindle king kingdom kinship kiosk kit kitchen kite kitten kiwi
knack knee knit knob knot know knuckle koala label lace lactose ladder ladle lady ladybug lagging
lagoon lake lamb lambda lamp land lane lantern lanyard lapel laptop larch larder lark laser lasso
last latch latent later lather latte lattice laugh launch laundry laurel lava lawn layer layout
leader leaf leaflet league lean leap learn leather lecture ledge leg legend legible legume leisure
lemon lemur lengthy lens lentil leopard lesson letter lettuce level lever liaison liberty library
lichen lift light likely lilac lily limber lime limit limpet line linen linger linnet lintel lion
lip liquid list listen liter lithium litmus little lively livery lizard llama loaf loan lobby
lobster local locate locker locket lodge loft lofty logic logo long longbow look lookout loom loop
lore lotion lotus loud lounge low loyal lozenge lucky luggage lullaby lumber lunar lunch lupin
luster lute luxury lynx lyre lyric macaw machine maestro magenta magic magma magnet magnify magpie
maiden mail main majesty major make mallard mallet mammal mammoth manager manatee mandate mango
manor mansion mantis mantle manual map maple marble march margin marimba marina mariner marker
market marmot maroon marsh marvel mascot mask mason mast match math matrix mature maxim maximum may
mayor maze meadow meal meander measure meat medal media mediate medium medley meet mellow melody
melon melt member memory mend mental menthol mentor menu merge merit merlin merry message metal
meteor meter method metric metro mica midday middle midway migrate mild mile mileage milk mill
million mimosa mind mineral mingle mini minnow minor mint minute miracle mirror mission mist mitten
mix mixture mobile mocha model modern modest modify module molar molten moment monarch monday money
monitor monkey monsoon month moon moonlit moose moraine moral morning mortar mosaic moss moth motif
motion motor motto mound mount mouse mouth move movie muffin mug mule mural museum music musical
muslin mustard mutual myriad myrtle mystery myth nachos name namely nanny napkin narrate narrow
narwhal nasal nation native nature navy near neat nebula neck nectar needful needle neon nephew nest
nestle net nettle network neutral never new news newt next nibble nice nickel niece night nightly
nimble nimbus nine noble noise nomad nominee noodle nook noon normal north nose notable notch note
nothing notice notify notion nougat noun nourish novel novelty novice nozzle nuance nugget number
nurture nut nutmeg nylon oak oar oasis oat obelisk object oblong oboe observe obtain obvious occupy
ocean ocelot octagon octave october octopus odd offer office offset often ohm oil okra olive olympic
omega omelet one onion onward onyx opal opaque open openly opera operate opinion optic optimal
option oracle orange orator orbit orchard orchid order ordinal ore oregano organ organic orient
origin oriole osmosis osprey ostrich other otter ounce outback outcome outdoor outer outfit outline
outlook output outside oval oven over overall overlap overt owl owner oxbow oxygen oyster pacer
pacific pack packet paddle paddock padlock page pageant pagoda pail paint pair palace palette palm
pamper pan pancake panda panel pansy panther pantry papaya paper papyrus parable parade parasol
parcel parent park parka parlor parquet parrot parsley parsnip part partake partner party pass
passage passion past pasta pastel pastry pasture patch patent path pathway patient patio patriot
patrol pattern pause paw pawn payment peace peach peacock peak peanut pear pearl pebble pecan pedal
peer pelican pen pencil pendant penguin pennant penny pension peony people peplum pepper percent
perch perfect perform perfume perhaps period permit persist person petal petite petunia pewter
phoenix phone photo phrase physics piano piccolo pick pickle picnic picture pie piece pier pigeon
pigment pillar pillow pilot pinball pine pinion pink pinto pioneer pipe piston pitch pivot pixel
pizza placard place placid plaid plain plan plane planet plank plant plaque plaster plastic plate
plateau platter play player plaza pleat plot plover plow plum plumage plumber plus plywood pocket
podium poem poet point polar pole polish pollen pollock polo pond ponder pontoon pony pool popcorn
poplar poppy popular porch portal portion postal poster potato potent pottery pouch poultry pound
powder power prairie praise prancer precise predict preface prefer premier prepare present press
presto presume pretty pretzel prevail preview price pride primary primate prime prince print prism
private prize probe problem proceed process procure produce profess profile profit program project
prolong promise prompt proof propel proper prosper protect protein proud provide prowess prune
public publish pudding puddle puffer puffin pulley pulp pulsar pulse puma pumice pump pumpkin pupil
puppet puppy pure purple purse pursue puzzle pyramid python quail quaint quality quantum quarry
quart quarter quartz quasar queen quench query quest quibble quick quicken quiet quill quilt quince
quiver quiz quota quote rabbit raccoon race rack radar radiant radio radish radius raft rail rain
rainbow raisin rally rambler ramp ranch random range ranger rapid ration rattan raven ravine rayon
razor reach read ready real realize reap reason recall receipt recent recess recipe recital record
recover recruit recycle red reduce redwood reed reef refill refine reflect reform refresh refuge
refund regal regard regatta region regular rejoice relate relax relay release relief relish remain
remark remind remodel remote renew renown repaint repair repeat replace replica reply report require
rescue reserve resin resolve resort respect respond rest restore result retail retain retire retreat
retro return reunion reveal reverie revise revive revolve reward rhino rhubarb rhyme rhythm ribbon
rice rich richly riddle ride ridge right rigid ring rink rinse ripe ripple rise ritual river rivet
road roadway roam roast robin robot robust rock rocket rodeo roll roof room rooster root rope rose
rosebud roster rotate rotor round roundup route routine rover row rowboat royal rubber rubble ruby
rudder ruffle rug rugby ruler rumble run runic runner runway rural rustic rye sable sachet saddle
safari safety saffron sage sail sailor salad salient salmon salon salsa salt salute sample sanctum
sand sandal sapling sardine sash satchel satin satisfy saturn sauce saucer sauna savanna savor saw
scale scallop scamper scarf scarlet scatter scene scenic scholar school science scissor scone scoop
scooter score scout screen screw scribe script scroll scuba sculpt sea seafood seal search seaside
season seat second secret section secure sedan sedge seed seesaw segment seldom select seminar
senate senior sense sensor sepia sequel serene series serve service sesame session set setting
settle setup seven several shade shadow shaft shallow shape share sharp shawl sheep sheet shelf
shell shelter sherbet sheriff shield shift shimmer shine shingle ship shirt shoal shoe shop shore
short shovel show shower shrewd shrimp shrub shuffle shutter shuttle sibling side sidecar siesta
sieve sift sign signal silage silent silica silk silver simmer simple sincere singer single sink
siphon sister sitar six sixteen sixty size skate skein sketch skill skillet skip skirt sky skyline
slalom slate sled sleek sleeve sleigh slender slice slide slim slipper sliver slogan slope sloth
slow small smart smile smith smooth snack snail sneaker snippet snorkel snow snowman snug soap
soapbox soccer social sock soda sofa soft soil solace solar solid solo solve someday sonata song
sonic sonnet soprano sorbet sorrel sort soul sound soup source south soy space spade spaniel spark
sparrow spatula special speech speed spell sphere spice spiffy spin spinach spindle spiral spirit
splash splice spokes sponge spoon sport spot spray spread sprig spring sprint sprout spruce spry
squall square squash squid stable stack stadium staff stage stair stamp stand stanza staple star
starch start state station statue stay steady steam steel steep stellar stem stencil step stereo
stew steward stick still stilt stirrup stitch stock stoic stone stool store stork story stove strait
strap stratus straw stream street stretch stride string stripe strive stroll strong strudel student
studio study sturdy style subject sublime submit subtle suburb subway success sugar suggest suit
sulfur summer summit sun sunbeam sundae sunday sundial sunny sunrise sunset super superb supper
supply support supreme surf surface surplus survey swallow swan swarm sweater sweep sweet swift swim
swing switch symbol synapse syntax syrup system table tableau tablet tackle taco tadpole tail tailor
talent talk tall talon tandem tangelo tangent tango tank tape tapioca tapir target tartan task
tassel taste tavern taxi tea teach teacup teak team teapot temper tempo ten tenant tender tendril
tennis tenor tent term terrace terrain terrier text textile texture theater theme theorem theory
thermal thermos thesis thicket thimble thing thirty thistle thought thread three thrift thrive
thrush thumb thunder thyme tiara ticket ticking tidal tide tidy tiger tile tiller timber time tinker
tinsel tiny tip tiptoe title toast today toddler toe toffee tofu toggle token tomato tone tongue
tonic tool tooth top topaz topiary topic topple torch torso total toucan touch tour tourist towel
tower town toy tracer track tractor trade trail train tram transit trapeze travel tray tread treat
treaty treble tree trek trellis tremolo trend tribute triceps trick trickle trident trilogy trim
trinket trio trip triple tripod triumph trolley tropic trot trout trowel truck true truffle trumpet
trunk trust trustee truth tryout tuba tube tuesday tugboat tulip tumble tumbler tuna tundra tunic
tunnel turbine turbo turkey turn turnip turret turtle tutor tuxedo tweed twelve twenty twig twin
twinkle twist two type typical typist ukulele ultra umber umpire unbox uncle under unfold unicorn
uniform unify union unique unit unity unlock unpack unroll unveil update upgrade uphill uplift
upload upon upper upright uptown upward urban urchin urgent useful usual utensil utility utmost
vaccine vacuum valiant valid valley valor value valve van vanilla vantage vapor variety various
varnish vase vast vault vector vehicle veil velvet vendor venture venue veranda verb verdant verify
verse version vertex vessel vest veteran viaduct vibrant viceroy victory video view vigor villa
village vine vinegar vintage vinyl viola violet violin virtual virtue visa visible vision visit
visitor vista visual vital vitamin vivid vocal vogue voice volcano volley volt volume vote voucher
vowel voyage waddle wader wafer waffle wagon waist waiter walk walkway wall wallaby wallet walnut
walrus waltz wander warbler warden warm warmth warrant wash washer watch water watt wave wax way
wayside weasel weather weave weaver web wedge week weekend welcome well west wetland whale wharf
wheat wheel whimsy whirl whisker whisper whistle white whittle whole wicker wicket wide widget width
wild wildcat willow wind window wing winner winter wire wisdom wise wish wisp wizard wolf wombat
wonder wood wooden wool word work workout world worldly worthy wrapper wreath wren wrench wrinkle
wrist writer xenon xylem yacht yam yard yarn yawn year yearly yellow yeoman yeti yew yield yodel
yoga yogurt yolk yonder young youth yucca yummy zealous zebra zenith zephyr zero zest zigzag zinc
zinnia zipper zircon zither zodiac zone zoo zoom
`
  .trim()
  .split(/\s+/);
