//! For each rule on one file: facts that break it and nothing else, and facts as near as possible that pass.

use seedance_preflight::Subject;
use seedance_preflight::profile::Tolerance;
use seedance_preflight::{
    AudioFacts, Body, CheckOptions, Codec, Expected, Facts, Fault, FaultKind, FetchObstacle, Finding, Format,
    ImageFacts, Kind, Media, MediaDuration, Outcome, Rational, Severity, Unit, Value, Verdict, VideoFacts, check_facts,
};

/// A picture that passes every rule.
fn image() -> Facts {
    let mut image = ImageFacts::default();
    (image.width, image.height) = (Some(640), Some(480));
    (image.display_width, image.display_height) = (Some(640), Some(480));
    (image.orientation, image.animated) = (Some(1), Some(false));
    facts(Format::Png, Media::Image(image))
}

/// A movie that passes every rule.
fn video() -> Facts {
    let mut video = VideoFacts::default();
    (video.width, video.height) = (Some(1280), Some(720));
    (video.display_width, video.display_height) = (Some(1280), Some(720));
    (video.rotation, video.pixel_aspect) = (Some(0), Some(Rational::from(1_u32)));
    video.duration = MediaDuration::new(5000, 1000);
    video.video_duration = video.duration;
    (video.fps, video.variable_frame_rate) = (Some(Rational::from(30_u32)), Some(false));
    (video.video_samples, video.video_tracks, video.audio_tracks) = (Some(150), Some(1), Some(1));
    (video.video_codec, video.audio_codec) = (Some(Codec::H264), Some(Codec::AAC));
    facts(Format::Mp4, Media::Video(video))
}

/// Audio that passes every rule.
fn audio() -> Facts {
    let mut audio = AudioFacts::default();
    audio.duration = MediaDuration::new(240_000, 48_000);
    audio.codec = Some(Codec::PCM_S16LE);
    facts(Format::Wav, Media::Audio(audio))
}

fn facts(format: Format, media: Media) -> Facts {
    let mut facts = Facts::new(format);
    facts.media = media;
    facts.bytes = Some(1_000_000);
    facts.truncated = Some(false);
    facts
}

fn with_image(change: impl FnOnce(&mut ImageFacts)) -> Facts {
    let mut facts = image();
    let Media::Image(image) = &mut facts.media else { unreachable!() };
    change(image);
    facts
}

fn with_video(change: impl FnOnce(&mut VideoFacts)) -> Facts {
    let mut facts = video();
    let Media::Video(video) = &mut facts.media else { unreachable!() };
    change(video);
    facts
}

fn with_audio(change: impl FnOnce(&mut AudioFacts)) -> Facts {
    let mut facts = audio();
    let Media::Audio(audio) = &mut facts.media else { unreachable!() };
    change(audio);
    facts
}

fn findings(facts: Facts, options: &CheckOptions) -> Vec<Finding> {
    check_facts(facts, &Subject::default(), options).findings
}

fn findings_of(facts: Facts, subject: &Subject<'_>) -> Vec<Finding> {
    check_facts(facts, subject, &CheckOptions::default()).findings
}

/// The only finding on these facts.
fn only_of(facts: Facts, subject: &Subject<'_>) -> Finding {
    let found = findings_of(facts, subject);
    let [finding] = <[Finding; 1]>::try_from(found).unwrap();
    finding
}

/// The one finding on these facts.
fn only(facts: Facts) -> Finding {
    only_with(facts, &CheckOptions::default())
}

fn only_with(facts: Facts, options: &CheckOptions) -> Finding {
    let mut found = findings(facts, options);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

/// Rule, quantity, severity and actual value of the one finding on these facts.
fn gist(facts: Facts) -> (&'static str, &'static str, Severity, Option<Value>) {
    let finding = only(facts);
    assert_eq!(finding.outcome, if finding.severity == Severity::Note { Outcome::Notes } else { Outcome::Fails });
    assert!(!finding.message().is_empty() && !finding.help().is_empty() && !finding.source.is_empty());
    (finding.rule.id, finding.quantity, finding.severity, finding.actual)
}

fn fraction(num: u64, den: u64) -> Option<Value> {
    Rational::new(num, den).map(Value::Fraction)
}

#[test]
fn what_passes_every_rule_is_accepted_without_a_word() {
    for facts in [image(), video(), audio()] {
        let report = check_facts(facts, &Subject::default(), &CheckOptions::default());
        assert_eq!((report.verdict, report.findings), (Verdict::Accepted, vec![]));
    }
}

#[test]
fn media_rules() {
    let mut broken = image();
    broken.faults.push(Fault::new(FaultKind::Io, 7, "the disk is gone"));
    let not_read = only(broken);
    assert_eq!((not_read.rule.id, not_read.outcome), ("media/not-read", Outcome::Undecided));

    let mut undecodable = image();
    undecodable.body = Some(Body::Damaged);
    undecodable.faults.push(Fault::new(FaultKind::Undecodable, 7, "no such code"));
    assert_eq!(only(undecodable).rule.id, "media/unreadable");

    // An unsupported variant that costs no fact does not refuse.
    let mut odd = image();
    odd.faults.push(Fault::new(FaultKind::Unsupported, 7, "an odd chunk"));
    assert_eq!(findings(odd, &CheckOptions::default()), vec![]);

    let empty = Facts::new(Format::Empty);
    assert_eq!(gist(empty), ("media/empty", "bytes", Severity::Error, Some(Value::Integer(0))));
    let initialisation_segment = with_video(|video| {
        (video.video_samples, video.duration, video.fps) = (Some(0), None, None);
    });
    assert_eq!(
        gist(initialisation_segment),
        ("media/empty", "video_samples", Severity::Error, Some(Value::Integer(0)))
    );

    let mut cut = video();
    (cut.truncated, cut.declared_bytes) = (Some(true), Some(2_000_000));
    let finding = only(cut);
    assert_eq!((finding.rule.id, finding.actual), ("media/truncated", Some(Value::Integer(1_000_000))));
    let Some(Expected::Range(range)) = finding.expected else { panic!() };
    assert_eq!(range.min, Some(Value::Integer(2_000_000)));
    // A length that is not known is not said.
    let mut endless = image();
    (endless.truncated, endless.bytes) = (Some(true), None);
    let found = findings(endless, &CheckOptions::default());
    let cut = found.iter().find(|finding| finding.rule.id == "media/truncated").unwrap();
    assert_eq!((cut.actual.clone(), cut.outcome), (None, Outcome::Fails));
    // Where a look at the end does not settle it, the rule is silent.
    let mut unsettled = image();
    unsettled.truncated = None;
    assert_eq!(findings(unsettled, &CheckOptions::default()), vec![]);
}

#[test]
fn formats_and_kinds() {
    let finding = only(Facts::new(Format::Heic));
    assert_eq!((finding.rule.id, finding.actual), ("media/format-not-accepted", Some(Value::from("heic"))));
    let images = ["jpeg", "png", "webp"].map(Into::into).to_vec();
    assert_eq!(finding.expected, Some(Expected::OneOf(images)));
    let Some(Expected::OneOf(all)) = only(Facts::new(Format::Unknown)).expected else { panic!() };
    assert_eq!(all.len(), 7);

    let subject = Subject { expected_kind: Some(Kind::Audio), ..Subject::default() };
    let finding = only_of(video(), &subject);
    assert_eq!((finding.rule.id, finding.actual), ("media/wrong-kind", Some(Value::from("video"))));
    assert_eq!(finding.expected, Some(Expected::Exactly(Value::from("audio"))));
    assert_eq!(only_of(Facts::new(Format::Heic), &subject).rule.id, "media/format-not-accepted");
    assert_eq!(findings_of(audio(), &subject), vec![]);

    let finding = only_of(video(), &Subject::named("some.dir/clip.MOV"));
    assert_eq!((finding.rule.id, finding.severity), ("media/extension-mismatch", Severity::Warning));
    assert_eq!(finding.actual, Some(Value::from("mov")));
    for quiet in ["clip.mp4", "clip.MP4", "clip", "some.mov/clip", "clip.part"] {
        assert_eq!(findings_of(video(), &Subject::named(quiet)), vec![], "{quiet}");
    }
}

#[test]
fn image_rules() {
    let turned = with_image(|image| {
        image.orientation = Some(6);
        (image.display_width, image.display_height) = (Some(480), Some(640));
    });
    assert_eq!(gist(turned), ("image/rotated", "orientation", Severity::Note, Some(Value::Integer(6))));
    let moving = with_image(|image| image.animated = Some(true));
    assert_eq!(gist(moving), ("image/animated", "frames", Severity::Warning, Some(Value::from("several"))));
    let wide = with_image(|image| (image.display_width, image.display_height) = (Some(1001), Some(400)));
    assert_eq!(gist(wide), ("image/aspect-out-of-range", "aspect_ratio", Severity::Error, fraction(1001, 400)));
    let at_the_end = with_image(|image| (image.display_width, image.display_height) = (Some(1000), Some(400)));
    assert_eq!(gist(at_the_end), ("image/aspect-out-of-range", "aspect_ratio", Severity::Note, fraction(5, 2)));
    let short = with_image(|image| (image.display_width, image.display_height) = (Some(400), Some(299)));
    assert_eq!(gist(short), ("image/side-out-of-range", "height", Severity::Error, Some(Value::Integer(299))));
}

#[test]
fn video_rules() {
    let sound_alone = with_video(|video| {
        *video = VideoFacts::default();
        (video.video_tracks, video.audio_tracks) = (Some(0), Some(1));
    });
    assert_eq!(gist(sound_alone), ("video/no-video-track", "video_tracks", Severity::Error, Some(Value::Integer(0))));

    let film = with_video(|video| video.fps = Rational::new(24_000, 1_001));
    assert_eq!(gist(film), ("video/fps-out-of-range", "frame_rate", Severity::Error, fraction(24_000, 1_001)));
    let vp9 = with_video(|video| video.video_codec = Some(Codec::named("vp9")));
    assert_eq!(gist(vp9), ("video/codec-not-accepted", "video_codec", Severity::Warning, Some(Value::from("vp9"))));
    let silent = with_video(|video| (video.audio_tracks, video.audio_codec) = (Some(0), None));
    assert_eq!(findings(silent, &CheckOptions::default()), vec![]);
    let pcm = || with_video(|video| video.audio_codec = Some(Codec::named("pcm_s24le")));
    assert_eq!(gist(pcm()).1, "audio_codec");
    let mut quicktime = pcm();
    quicktime.format = Format::Mov;
    assert_eq!(findings(quicktime, &CheckOptions::default()), vec![]);
    let companded = with_video(|video| video.audio_codec = Some(Codec::named("pcm_mulaw")));
    assert_eq!(gist(companded).1, "audio_codec");

    let varying = with_video(|video| video.variable_frame_rate = Some(true));
    assert_eq!(gist(varying).0, "video/variable-frame-rate");
    let turned = with_video(|video| video.rotation = Some(90));
    assert_eq!(gist(turned), ("video/rotated", "rotation", Severity::Note, Some(Value::Integer(90))));
    let anamorphic = with_video(|video| video.pixel_aspect = Rational::new(4, 3));
    assert_eq!(gist(anamorphic), ("video/pixels-not-square", "pixel_aspect", Severity::Warning, fraction(4, 3)));
}

#[test]
fn a_fractional_displayed_side_is_judged_exactly() {
    // 1001 * 3/10 is 300.3: inside; 999 * 3/10 is 299.7, which rounds to 300 and is still outside.
    let with_width = |width| {
        with_video(|video| {
            (video.width, video.height, video.pixel_aspect) = (Some(width), Some(450), Rational::new(3, 10));
        })
    };
    let rules = |facts| {
        let found = findings(facts, &CheckOptions::default());
        found.into_iter().map(|finding| (finding.rule.id, finding.actual)).collect::<Vec<_>>()
    };
    let square = ("video/pixels-not-square", fraction(3, 10));
    assert_eq!(rules(with_width(1001)), vec![square.clone()]);
    let side = ("video/side-out-of-range", fraction(2997, 10));
    let pixels = ("video/pixels-out-of-range", Some(Value::Integer(449_550)));
    let found = rules(with_width(999));
    assert!(found.contains(&side) && found.contains(&square) && !found.contains(&pixels), "{found:?}");
}

#[test]
fn durations_by_tolerance_and_by_what_runs_long() {
    let movie = |movie_ms, picture_ms| {
        with_video(|video| {
            video.duration = MediaDuration::new(movie_ms, 1000);
            video.video_duration = MediaDuration::new(picture_ms, 1000);
            video.duration_without_audio = video.video_duration;
        })
    };
    let finding = only(movie(15_100, 15_100));
    assert_eq!((finding.severity, finding.unit), (Severity::Error, Some(Unit::Seconds)));
    let Some(Expected::Range(observed)) = finding.observed else { panic!("expected a range") };
    assert_eq!(observed.max, Rational::new(152, 10).map(Value::Fraction));
    let mut options = CheckOptions::default();
    options.tolerance = Tolerance::Observed;
    assert_eq!(only_with(movie(15_100, 15_100), &options).severity, Severity::Warning);
    assert_eq!(only_with(movie(15_210, 15_210), &options).severity, Severity::Error);

    let padded = only(movie(15_023, 15_000));
    assert_eq!((padded.rule.id, padded.severity), ("video/duration-out-of-range", Severity::Warning));
    assert_eq!(padded.actual, MediaDuration::new(15_023, 1000).map(Value::Duration));
    let short = with_audio(|audio| audio.duration = MediaDuration::new(1999, 1000));
    assert_eq!(gist(short).0, "audio/duration-out-of-range");
    let float = with_audio(|audio| audio.codec = Some(Codec::named("pcm_f32le")));
    assert_eq!(gist(float).0, "audio/codec-not-accepted");
}

#[test]
fn a_rule_without_its_fact_is_undecided_and_never_passed() {
    let undecided = |facts: Facts| -> Vec<(&str, &str)> {
        let report = check_facts(facts, &Subject::default(), &CheckOptions::default());
        assert_ne!(report.verdict, Verdict::Accepted);
        assert!(report.findings.iter().all(|finding| finding.outcome == Outcome::Undecided));
        report.findings.iter().map(|finding| (finding.rule.id, finding.quantity)).collect()
    };
    assert_eq!(
        undecided(with_image(|image| *image = ImageFacts::default())),
        [
            ("image/aspect-out-of-range", "aspect_ratio"),
            ("image/side-out-of-range", "width"),
            ("image/side-out-of-range", "height"),
            ("image/animated", "frames"),
            ("image/rotated", "orientation"),
        ]
    );
    let no_rate = with_video(|video| video.fps = None);
    assert_eq!(undecided(no_rate), [("video/fps-out-of-range", "frame_rate")]);
    assert_eq!(undecided(with_audio(|audio| audio.duration = None)), [("audio/duration-out-of-range", "duration")]);
    let mut unmeasured = video();
    unmeasured.bytes = None;
    assert_eq!(undecided(unmeasured), [("media/too-large", "bytes")]);

    // A warning that could not be decided is said; it cannot refuse, so it does not hold the verdict up, unless
    // warnings refuse.
    let no_codec = || with_video(|video| video.video_codec = None);
    let mut options = CheckOptions::default();
    assert_eq!(check_facts(no_codec(), &Subject::default(), &options).verdict, Verdict::Accepted);
    options.deny_warnings = true;
    assert_eq!(check_facts(no_codec(), &Subject::default(), &options).verdict, Verdict::Undecided);
    let varying = with_video(|video| video.pixel_aspect = Rational::new(4, 3));
    assert_eq!(check_facts(varying, &Subject::default(), &options).verdict, Verdict::Refused);
}

#[test]
fn fetch_rules() {
    let not_fetched = |obstacle: FetchObstacle| Facts::of_fault(obstacle.fault(0, "why not"));
    let failed = only(not_fetched(FetchObstacle::NotFound));
    assert_eq!((failed.rule.id, failed.outcome), ("fetch/failed", Outcome::Undecided));
    assert_eq!(failed.actual, Some(Value::from("not-found")));
    assert_eq!(failed.fault.as_ref().and_then(FetchObstacle::of), Some(FetchObstacle::NotFound));
    assert!(failed.message().contains("why not") && !failed.help().is_empty());

    let blocked = gist(not_fetched(FetchObstacle::BlockedAddress));
    assert_eq!(blocked, ("fetch/blocked-address", "address", Severity::Error, Some(Value::from("why not"))));

    // What was seen before is judged, and what was not is open.
    let mut in_part = with_video(|video| video.fps = None);
    in_part.faults.push(FetchObstacle::TooSlow.fault(4096, "nothing came"));
    let rules = |facts| {
        let found = findings(facts, &CheckOptions::default());
        found.into_iter().map(|finding| (finding.rule.id, finding.outcome)).collect::<Vec<_>>()
    };
    let open = |rule| (rule, Outcome::Undecided);
    assert_eq!(rules(in_part), [open("video/fps-out-of-range"), open("fetch/failed")]);

    let page = || Facts::new(Format::Html);
    assert_eq!(only(page()).rule.id, "media/format-not-accepted");
    let fetched = Subject { is_fetched: true, ..Subject::default() };
    let finding = only_of(page(), &fetched);
    assert_eq!((finding.rule.id, finding.actual), ("fetch/not-media", Some(Value::from("html"))));
    assert_eq!(only_of(Facts::new(Format::Heic), &fetched).rule.id, "media/format-not-accepted");
    assert_eq!(findings_of(image(), &fetched), vec![]);
}
