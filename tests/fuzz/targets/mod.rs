//! What is fuzzed: one function a target, which holds an input against the laws that are to hold for any bytes.
//!
//! To add one: write its function, add its row to [`TARGETS`], its test to `main.rs`, and, for libFuzzer, its three
//! lines in `bins` and its entry in `Cargo.toml`.

#[cfg(feature = "submit")]
mod answer;
#[cfg(feature = "c")]
mod c_api;
mod cut;
#[cfg(feature = "deep")]
mod deep;
#[cfg(feature = "audit")]
mod journal;
mod laws;
mod media;
#[cfg(feature = "profile-file")]
mod profile;
mod request;
mod text;

use crate::mutate::Shape;
use crate::seeds;

/// One target.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// Holds an input against the laws; whether the input is of the target's kind, so that changing it further is of use.
    pub(crate) run: fn(&[u8]) -> bool,
    /// How its inputs are changed.
    pub(crate) shape: Shape,
    /// What it begins with.
    seeds: Seeds,
    /// How many times as long one input takes as with most targets, about.
    pub(crate) cost: usize,
}

/// Where a target's seeds are.
enum Seeds {
    /// Files with these extensions, in `testdata` and in the corpus.
    Files(&'static [&'static str]),
    /// Requests in `testdata`.
    Requests,
    /// These texts.
    Texts(&'static [&'static str]),
}

/// Every extension of a measured format.
const MEDIA: &[&str] = &["jpg", "jpeg", "png", "webp", "mp4", "mov", "m4v", "wav", "mp3"];

/// Every target.
pub(crate) const TARGETS: &[Target] = &[
    Target { name: "jpeg", run: media::jpeg, shape: Shape::File, seeds: Seeds::Files(&["jpg", "jpeg"]), cost: 1 },
    Target { name: "png", run: media::png, shape: Shape::File, seeds: Seeds::Files(&["png"]), cost: 1 },
    Target { name: "webp", run: media::webp, shape: Shape::File, seeds: Seeds::Files(&["webp"]), cost: 1 },
    Target {
        name: "mp4",
        run: media::mp4,
        shape: Shape::File,
        seeds: Seeds::Files(&["mp4", "mov", "m4v", "m4a", "3gp"]),
        cost: 1,
    },
    Target { name: "wav", run: media::wav, shape: Shape::File, seeds: Seeds::Files(&["wav"]), cost: 1 },
    Target { name: "mp3", run: media::mp3, shape: Shape::File, seeds: Seeds::Files(&["mp3", "mp2", "aac"]), cost: 1 },
    Target { name: "sniff", run: media::any, shape: Shape::File, seeds: Seeds::Files(&["*"]), cost: 1 },
    Target { name: "check", run: media::check_whole, shape: Shape::File, seeds: Seeds::Files(MEDIA), cost: 1 },
    Target { name: "cut", run: cut::cut, shape: Shape::File, seeds: Seeds::Files(MEDIA), cost: 1 },
    #[cfg(feature = "deep")]
    Target {
        name: "deep",
        run: deep::deep,
        shape: Shape::File,
        seeds: Seeds::Files(&["jpg", "png", "webp", "wav", "mp3"]),
        cost: 8,
    },
    Target {
        name: "request",
        run: request::request,
        shape: Shape::Text(request::WORDS),
        seeds: Seeds::Requests,
        cost: 1,
    },
    Target {
        name: "address",
        run: text::address,
        shape: Shape::Text(text::ADDRESS),
        seeds: Seeds::Texts(text::ADDRESSES),
        cost: 1,
    },
    Target {
        name: "prompt",
        run: text::prompt,
        shape: Shape::Text(text::PROMPT),
        seeds: Seeds::Texts(text::PROMPTS),
        cost: 1,
    },
    Target {
        name: "upstream",
        run: text::upstream,
        shape: Shape::Text(text::UPSTREAM),
        seeds: Seeds::Texts(text::MESSAGES),
        cost: 1,
    },
    #[cfg(feature = "profile-file")]
    Target {
        name: "profile",
        run: profile::profile,
        shape: Shape::Text(profile::WORDS),
        seeds: Seeds::Texts(profile::FILES),
        cost: 1,
    },
    #[cfg(feature = "audit")]
    Target {
        name: "journal",
        run: journal::journal,
        shape: Shape::Text(journal::WORDS),
        seeds: Seeds::Texts(journal::SEEDS),
        cost: 8,
    },
    #[cfg(feature = "submit")]
    Target {
        name: "answer",
        run: answer::answer,
        shape: Shape::Text(answer::WORDS),
        seeds: Seeds::Texts(answer::SEEDS),
        cost: 1,
    },
    #[cfg(feature = "submit")]
    Target {
        name: "callback",
        run: answer::callback,
        shape: Shape::Text(answer::WORDS),
        seeds: Seeds::Texts(answer::CALLS),
        cost: 1,
    },
    #[cfg(feature = "c")]
    Target { name: "c_api", run: c_api::c_api, shape: Shape::File, seeds: Seeds::Files(&["*"]), cost: 4 },
];

/// The target of this name.
pub(crate) fn of(name: &str) -> &'static Target {
    TARGETS.iter().find(|target| target.name == name).unwrap_or_else(|| panic!("no target of the name {name}"))
}

impl Target {
    /// The inputs that it begins with; of the corpus at most `most`.
    pub(crate) fn seeds(&self, most: usize) -> Vec<Vec<u8>> {
        let of_folders = |folders: &[&str], extensions: &[&str]| {
            let found = folders.iter().flat_map(|folder| seeds::of_testdata(folder));
            let fits = |path: &std::path::Path| {
                let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
                extensions == ["*"] || extensions.contains(&extension)
            };
            found.filter(|(path, _)| fits(path)).map(|(_, bytes)| bytes).collect::<Vec<_>>()
        };
        match &self.seeds {
            Seeds::Files(extensions) => {
                let mut found = of_folders(&["accepted", "refused", "undecided"], extensions);
                found.extend(seeds::of_corpus(extensions, most).into_iter().map(|(_, bytes)| bytes));
                found
            }
            Seeds::Requests => of_folders(&["requests"], &["*"]),
            Seeds::Texts(texts) => texts.iter().map(|text| text.as_bytes().to_vec()).collect(),
        }
    }
}
