//! Laws of reading and of judging.

use proptest::prelude::*;
use seedance_preflight::profile::Profile;
use seedance_preflight::request::{AspectRatio, ModelId, Quality, Request, RequestDocument};
use seedance_preflight::{CheckOptions, Finding, check_request, render};
use serde_json::json;

use super::judged;
use super::media::bindings;
use super::requests::{reference, samples};

/// Whatever can be done with a text, for the law that none of it panics.
fn exercise(text: &[u8]) {
    let document = RequestDocument::read(text);
    for profile in Profile::all() {
        let report = check_request(&document, &bindings(&document), &CheckOptions::new(profile.clone()));
        let mut out = Vec::new();
        render::text_request_report("x", &report, &document, render::Palette::ANSI, &mut out).unwrap();
        render::json_request_report("x", &report, &mut out).unwrap();
        let _ = report.approve();
    }
}

fn any_request() -> impl Strategy<Value = Request> {
    let models = Profile::all().into_iter().flat_map(|profile| profile.request.models);
    let models: Vec<_> = models.map(|model| model.id.to_string()).chain(["other".to_owned()]).collect();
    let urls = || prop::collection::vec(".{0,20}", 0..4);
    let media = (urls(), urls(), urls());
    let maybe = prop::option::of::<BoxedStrategy<bool>>;
    let flags = (maybe(any::<bool>().boxed()), maybe(any::<bool>().boxed()), maybe(any::<bool>().boxed()));
    let texts = (prop::option::of(".{0,9}"), prop::option::of(".{0,9}"), prop::option::of(".{0,40}"));
    let start = (prop::sample::select(models), ".{0,60}", prop::option::of(any::<u32>()), any::<bool>());
    (start, media, flags, texts).prop_map(|((model, prompt, duration, automatic), media, flags, texts)| {
        let mut builder = Request::builder(ModelId::from(model), prompt);
        builder = media.0.into_iter().fold(builder, |builder, url| builder.image(url));
        builder = media.1.into_iter().fold(builder, |builder, url| builder.video(url));
        builder = media.2.into_iter().fold(builder, |builder, url| builder.audio(url));
        builder = duration.into_iter().fold(builder, |builder, seconds| builder.duration(seconds));
        builder = if automatic { builder.automatic_duration() } else { builder };
        builder = flags.0.into_iter().fold(builder, |builder, flag| builder.generate_audio(flag));
        builder = flags.1.into_iter().fold(builder, |builder, flag| builder.web_search(flag));
        builder = flags.2.into_iter().fold(builder, |builder, flag| builder.content_filter(flag));
        builder = texts.0.into_iter().fold(builder, |builder, text| builder.quality(Quality::from(text)));
        builder = texts.1.into_iter().fold(builder, |builder, text| builder.aspect_ratio(AspectRatio::from(text)));
        texts.2.into_iter().fold(builder, |builder, text| builder.callback_url(text)).build()
    })
}

/// Whether a total is too long, undecided or neither, for assets of these names.
fn told_of_total(field: &str, names: &[String]) -> bool {
    let urls: Vec<_> = names.iter().map(|name| format!("https://m.example/{name}")).collect();
    let mut fields = serde_json::Map::new();
    fields.insert(field.to_owned(), json!(urls));
    let report = judged(&reference(fields.into()));
    report.findings().iter().any(|finding| finding.rule.id.ends_with("-total-duration"))
}

proptest! {
    #[test]
    fn reading_any_bytes_never_panics(text in prop::collection::vec(any::<u8>(), 0..200)) {
        exercise(&text);
    }

    #[test]
    fn reading_damaged_requests_never_panics(sample in prop::sample::select(samples()), at in any::<prop::sample::Index>(), with: u8, cut: bool) {
        let mut text = sample.into_bytes();
        let at = at.index(text.len());
        text[at] = with;
        if cut {
            text.truncate(at);
        }
        exercise(&text);
    }

    #[test]
    fn what_is_written_reads_as_the_same(request in any_request()) {
        let text = serde_json::to_string_pretty(&request).unwrap();
        let read = RequestDocument::read(text.as_bytes()).request();
        prop_assert_eq!(read.as_ref(), Some(&request));
        prop_assert_eq!(serde_json::from_str::<Request>(&text).unwrap(), request);
    }

    #[test]
    fn a_text_and_its_request_are_judged_alike(request in any_request()) {
        let text = serde_json::to_string(&request).unwrap();
        let judge = |document: &RequestDocument<'_>| {
            check_request(document, &[], &CheckOptions::default())
        };
        prop_assert_eq!(judge(&RequestDocument::from(&request)), judge(&RequestDocument::read(text.as_bytes())));
    }

    #[test]
    fn what_the_builder_yields_is_never_refused_for_its_shape(request in any_request()) {
        for profile in Profile::all() {
            let report = check_request(&RequestDocument::from(&request), &[], &CheckOptions::new(profile.clone()));
            let shape = ["request/field-missing", "request/field-type"];
            // A model that edits a video needs one, which the builder does not know.
            let of_shape = |finding: &&Finding| shape.contains(&finding.rule.id) && finding.pointer != "/video_urls";
            prop_assert_eq!(report.findings().iter().find(of_shape), None);
            prop_assert!(report.request().is_some());
        }
    }

    #[test]
    fn adding_an_asset_never_removes_a_totals_finding(
        names in prop::collection::vec((1_u64..9000, 1_u64..1001, "(\\.mp3|s?\\.mp4|)"), 1..5),
        video: bool,
    ) {
        let field = if video { "video_urls" } else { "audio_urls" };
        let wanted = if video { ".mp4" } else { ".mp3" };
        let names: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(index, (num, den, end))| {
                let (s, end) = (if end.starts_with('s') && video { "s" } else { "" }, if end.is_empty() { "" } else { wanted });
                format!("{num}_{den}{s}-{index}{end}")
            })
            .collect();
        for length in 1..names.len() {
            if told_of_total(field, &names[..length]) {
                prop_assert!(told_of_total(field, &names[..=length]), "{names:?}");
            }
        }
    }
}
