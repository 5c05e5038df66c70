//! Words of languages with blanks that follow a count, in lower case and separated by blanks.

use std::sync::LazyLock;

/// A list of words, sorted when it is first searched: a prompt may hold thousands of names, each followed by a word.
type Words = LazyLock<Vec<&'static str>>;

/// Units, and things that prompts count, in the plural.
static COUNTED: Words = LazyLock::new(|| {
    sorted(&[
        // English: time, size, rate.
        "s sec secs second seconds min mins minute minutes hr hrs hour hours days weeks months years decades ms beats bars bpm",
        "bit bits mb gb kb kbps mbps k p px pixel pixels mp megapixel megapixels dpi ppi cm mm m km meter meters metres",
        "kilometers inch inches ft feet miles mph kph kmh degree degrees deg db hz khz mhz fps percent times dollars ev",
        "frames channel channels",
        // English: parts of a film or a picture.
        "acts angles cameras chapters characters clips colors colours columns copies cuts episodes images items layers lines",
        "loops objects options pages panels parts photos pictures pieces rows scene scenes screens sections segments shots",
        "steps tracks variants versions ways windows words figures faces hands bottles cups candles",
        // English: people, animals, things.
        "actors adults animals astronauts babies balloons birds boats boys brothers butterflies cars cats children clowns",
        "couples cowboys dancers dogs dragons elephants fighters flowers friends girls guys hikers horses houses kids knights",
        "lions lovers men monks ninjas people persons pirates players puppies kittens robots runners sisters soldiers stars",
        "strangers swimmers teenagers tigers trees twins warriors wolves women workers",
        // Spanish and Portuguese.
        "años amigas amigos cenas chicas chicos crianças cuadros escenas fotogramas fotos gatos hombres hora horas imágenes",
        "homens metro metros minuta minuto minutos mujeres mulheres niñas niños perros personas pessoas planos quadros seg",
        "segundo segundos tomadas tomas veces vezes cachorros",
        // French and Italian.
        "ans amis chats chiens enfants femmes filles fois garçons heure heures hommes jours mètre mètres personnes scènes",
        "seconde secondes amici bambini cani gatti metri minuti ore persone ragazze ragazzi secondi volte uomini",
        // German.
        "bilder frauen freunde hunde jahre katzen kinder leute mal menschen metern männer personen sek sekunde sekunden std",
        "stunde stunden szenen tage minuten zentimeter",
        // Russian.
        "кадр кадра кадров мин минута минут минуты раз раза сек секунда секунд секунды час часа часов человек человека людей",
    ])
});

/// Units that are also other words: amounts only at the end of a phrase. "видео 1 с котом" is "video 1 with a cat".
static UNITS_AT_THE_END: Words = LazyLock::new(|| sorted(&["с м week month year decade century"]));

/// Units that are also names of a scene: amounts only before one of [`SPANS`]. "Image 1 day, image 2 night" has names.
static UNITS_OF_A_SPAN: Words = LazyLock::new(|| sorted(&["day night week month year decade century"]));

static SPANS: Words = LazyLock::new(|| sorted(&["later ago long before after earlier old"]));

/// Units of time, of those words.
static TIMES: Words = LazyLock::new(|| {
    sorted(&["s sec secs seconds min mins minutes hr hrs hours secondes secondi minutos segundos minuten sekunden"])
});

/// Adjectives between a count and what it counts: "video 3 quick cuts".
static ADJECTIVES: Words = LazyLock::new(|| {
    sorted(&[
        "beautiful big black blue bright different fast golden green happy huge large little long old quick red",
        "short slow small tall tiny white wide yellow young",
    ])
});

/// Words after a hyphen: "16-bit", "1-point perspective", "a 3-panel comic".
static HYPHENATED: Words = LazyLock::new(|| {
    sorted(&[
        "act axis bar beat bit camera channel color colour column count cut day dimensional door fach fold foot frame hour",
        "inch layer legged level line mal man meter mile minute mm month note page panel part person piece player point row",
        "scene seat seater second shot sided speed stage star step stop storey story take tone track way week wheel wheeled",
        "word year",
    ])
});

/// Whether `word` is a unit, or a thing that prompts count.
pub(super) fn is_counted(word: &str) -> bool {
    is_listed(&COUNTED, word)
}

/// Whether `word` is a unit before `next`, which is empty at the end of a phrase.
pub(super) fn is_unit_before(word: &str, next: &str) -> bool {
    (next.is_empty() && is_listed(&UNITS_AT_THE_END, word))
        || (is_listed(&SPANS, next) && is_listed(&UNITS_OF_A_SPAN, word))
}

pub(super) fn is_time(word: &str) -> bool {
    is_listed(&TIMES, word)
}

pub(super) fn is_adjective(word: &str) -> bool {
    is_listed(&ADJECTIVES, word)
}

/// Whether `word` after a number and a hyphen makes an amount.
pub(super) fn is_hyphenated(word: &str) -> bool {
    is_listed(&HYPHENATED, word)
}

fn is_listed(list: &[&str], word: &str) -> bool {
    list.binary_search(&word.to_lowercase().as_str()).is_ok()
}

fn sorted(lines: &[&'static str]) -> Vec<&'static str> {
    let mut words: Vec<_> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
    words.sort_unstable();
    words
}
