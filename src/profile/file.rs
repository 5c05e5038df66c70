//! A TOML file laid over a built-in profile: only what it names changes.

use std::borrow::Cow;

use serde::Deserialize;

use super::file_number::Number;
use super::{Accepted, Authority, Bound, Count, MegabyteLimit, Mode, Profile, Range, Source};
use crate::model::{Codec, Format};

/// An error of the TOML reader.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
#[non_exhaustive]
pub struct TomlError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, on one line.
    pub message: String,
}

impl TomlError {
    fn new(text: &str, error: &toml::de::Error) -> Self {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let (line, column) =
            (before.matches('\n').count() + 1, before.chars().rev().take_while(|c| *c != '\n').count() + 1);
        // The message may quote the file, but not with what a terminal obeys.
        Self { line, column, message: error.message().replace(char::is_control, " ") }
    }
}

/// Why a profile file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileFileError {
    /// The file is not TOML, or has a key or value that profiles do not have.
    #[error("{0}")]
    Toml(TomlError),
    /// The file builds on a profile that is not built in.
    #[error("`base` is {0:?}, expected one of: {known}", known = known_names())]
    UnknownBase(String),
    /// A range whose least value is above its greatest.
    #[error("{field}: nothing is inside {min} to {max}; make `min` at most `max`")]
    EmptyRange {
        /// The range, as a dotted key.
        field: &'static str,
        /// The least value.
        min: String,
        /// The greatest value.
        max: String,
    },
}

impl Profile {
    /// Reads a profile file.
    ///
    /// The profile is named with its base: `seedance-2.0+house`.
    ///
    /// The file names its `base`, and then only what differs. Numbers are integers, or strings where they are not
    /// (`"0.4"`, `"24000/1001"`), so that they stay exact. Keys that no profile has are refused.
    ///
    /// ```
    /// use seedance_preflight::Rational;
    /// use seedance_preflight::profile::Profile;
    ///
    /// let profile = Profile::from_toml("house", r#"
    ///     base = "seedance-2.0"
    ///     [video]
    ///     fps = { max = "30000/1001", source = "the studio's delivery sheet" }
    /// "#).unwrap();
    /// assert_eq!(profile.name, "seedance-2.0+house");
    /// assert_eq!(profile.base.as_deref(), Some("seedance-2.0"));
    /// assert_eq!(profile.video.fps.documented.min, Some(Rational::from(24_u32)));
    /// assert_eq!(profile.video.fps.documented.max, Rational::new(30_000, 1_001));
    /// ```
    ///
    /// # Errors
    /// If the text is not a valid profile file: see [`ProfileFileError`].
    pub fn from_toml(name: &str, text: &str) -> Result<Self, ProfileFileError> {
        let file: ProfileFile =
            toml::from_str(text).map_err(|error| ProfileFileError::Toml(TomlError::new(text, &error)))?;
        let Some(base) = Self::named(&file.base) else {
            return Err(ProfileFileError::UnknownBase(file.base));
        };
        let mut profile =
            Self { name: Cow::Owned(format!("{}+{name}", base.name)), base: Some(base.name.clone()), ..base };
        if let Some(summary) = file.summary {
            profile.summary = Cow::Owned(summary);
        }
        file.image.lay_over(&mut profile)?;
        file.video.lay_over(&mut profile)?;
        file.audio.lay_over(&mut profile)?;
        file.request.lay_over(&mut profile)?;
        Ok(profile)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    base: String,
    summary: Option<String>,
    #[serde(default)]
    image: ImagePart,
    #[serde(default)]
    video: VideoPart,
    #[serde(default)]
    audio: AudioPart,
    #[serde(default)]
    request: RequestPart,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ImagePart {
    formats: Option<Vec<Format>>,
    aspect: Option<BoundPart>,
    side: Option<BoundPart>,
    megabytes: Option<u32>,
}

impl ImagePart {
    fn lay_over(self, profile: &mut Profile) -> Result<(), ProfileFileError> {
        let image = &mut profile.image;
        accept(&mut image.formats, self.formats);
        bound(&mut image.aspect, self.aspect, "image.aspect")?;
        bound(&mut image.side, self.side, "image.side")?;
        megabytes(&mut image.size, self.megabytes);
        Ok(())
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct VideoPart {
    formats: Option<Vec<Format>>,
    aspect: Option<BoundPart>,
    side: Option<BoundPart>,
    pixels: Option<BoundPart>,
    duration: Option<BoundPart>,
    fps: Option<BoundPart>,
    megabytes: Option<u32>,
    video_codecs: Option<Vec<Codec>>,
    audio_codecs: Option<Vec<Codec>>,
    pcm_in: Option<Vec<Format>>,
}

impl VideoPart {
    fn lay_over(self, profile: &mut Profile) -> Result<(), ProfileFileError> {
        let video = &mut profile.video;
        accept(&mut video.formats, self.formats);
        bound(&mut video.aspect, self.aspect, "video.aspect")?;
        bound(&mut video.side, self.side, "video.side")?;
        bound(&mut video.pixels, self.pixels, "video.pixels")?;
        bound(&mut video.duration, self.duration, "video.duration")?;
        bound(&mut video.fps, self.fps, "video.fps")?;
        megabytes(&mut video.size, self.megabytes);
        accept(&mut video.video_codecs, self.video_codecs);
        accept(&mut video.audio_codecs, self.audio_codecs);
        accept(&mut video.pcm_in, self.pcm_in);
        Ok(())
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct AudioPart {
    formats: Option<Vec<Format>>,
    duration: Option<BoundPart>,
    megabytes: Option<u32>,
    codecs: Option<Vec<Codec>>,
}

impl AudioPart {
    fn lay_over(self, profile: &mut Profile) -> Result<(), ProfileFileError> {
        let audio = &mut profile.audio;
        accept(&mut audio.formats, self.formats);
        bound(&mut audio.duration, self.duration, "audio.duration")?;
        megabytes(&mut audio.size, self.megabytes);
        accept(&mut audio.codecs, self.codecs);
        Ok(())
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RequestPart {
    chinese_characters: Option<u32>,
    english_words: Option<u32>,
    duration: Option<BoundPart>,
    video_total_duration: Option<BoundPart>,
    audio_total_duration: Option<BoundPart>,
    audio_alone: Option<bool>,
    body_megabytes: Option<u32>,
    callback_characters: Option<BoundPart>,
    frame_crop: Option<BoundPart>,
    image: Option<ModePart>,
    reference: Option<ModePart>,
}

impl RequestPart {
    fn lay_over(self, profile: &mut Profile) -> Result<(), ProfileFileError> {
        let request = &mut profile.request;
        bound(&mut request.duration, self.duration, "request.duration")?;
        bound(&mut request.video_total_duration, self.video_total_duration, "request.video_total_duration")?;
        bound(&mut request.audio_total_duration, self.audio_total_duration, "request.audio_total_duration")?;
        bound(&mut request.callback_characters, self.callback_characters, "request.callback_characters")?;
        bound(&mut request.frame_crop, self.frame_crop, "request.frame_crop")?;
        megabytes(&mut request.body, self.body_megabytes);
        set(&mut request.audio_alone, self.audio_alone);
        if self.chinese_characters.is_some() || self.english_words.is_some() {
            request.prompt.source = file_source(None);
        }
        set(&mut request.prompt.chinese_characters, self.chinese_characters);
        set(&mut request.prompt.english_words, self.english_words);
        for mode in &mut request.modes {
            let part = match mode.mode {
                Mode::Text => continue,
                Mode::Image => &self.image,
                Mode::Reference => &self.reference,
            };
            if let Some(part) = part {
                set(&mut mode.images, part.images.as_ref().map(CountPart::count));
                set(&mut mode.videos, part.videos.as_ref().map(CountPart::count));
                set(&mut mode.audios, part.audios.as_ref().map(CountPart::count));
                mode.source = file_source(None);
            }
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModePart {
    images: Option<CountPart>,
    videos: Option<CountPart>,
    audios: Option<CountPart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountPart {
    min: u32,
    max: u32,
}

impl CountPart {
    fn count(&self) -> Count {
        Count::new(self.min, self.max)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoundPart {
    min: Option<Number>,
    max: Option<Number>,
    observed: Option<RangePart>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RangePart {
    min: Option<Number>,
    max: Option<Number>,
}

/// Lays a part over a bound. A band observed for another range does not apply to the new one, so it is removed.
fn bound(bound: &mut Bound, part: Option<BoundPart>, field: &'static str) -> Result<(), ProfileFileError> {
    let Some(part) = part else {
        return Ok(());
    };
    let documented = Range {
        min: part.min.map(|number| number.0).or(bound.documented.min),
        max: part.max.map(|number| number.0).or(bound.documented.max),
    };
    if let (Some(min), Some(max)) = (documented.min, documented.max)
        && min > max
    {
        return Err(ProfileFileError::EmptyRange { field, min: min.to_string(), max: max.to_string() });
    }
    bound.documented = documented;
    bound.observed =
        part.observed.map(|band| Range { min: band.min.map(|number| number.0), max: band.max.map(|number| number.0) });
    bound.ends_disputed = false;
    bound.source = file_source(part.source);
    Ok(())
}

fn accept<T>(accepted: &mut Accepted<T>, values: Option<Vec<T>>) {
    if let Some(values) = values {
        *accepted = Accepted::new(values, file_source(None));
    }
}

fn megabytes(limit: &mut MegabyteLimit, megabytes: Option<u32>) {
    if let Some(megabytes) = megabytes {
        *limit = MegabyteLimit { megabytes, source: file_source(None) };
    }
}

fn set<T>(target: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *target = value;
    }
}

fn file_source(text: Option<String>) -> Source {
    let text = text.map_or(Cow::Borrowed("a profile file"), Cow::Owned);
    Source { authority: Authority::File, text }
}

fn known_names() -> String {
    let names: Vec<_> = Profile::all().into_iter().map(|profile| profile.name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rational;

    #[test]
    fn unknown_keys_are_refused_with_their_line() {
        let error = Profile::from_toml("t", "base = \"seedance-2.0\"\n[video]\nfsp = {max = 30}\n").unwrap_err();
        let ProfileFileError::Toml(error) = error else { panic!("{error:?}") };
        assert!(error.message.contains("unknown field `fsp`"), "{error}");
        assert_eq!((error.line, error.column), (3, 1));
    }

    #[test]
    fn an_unknown_base_and_an_empty_range_are_refused() {
        let error = Profile::from_toml("t", "base = \"seedance-9\"").unwrap_err();
        assert!(matches!(error, ProfileFileError::UnknownBase(base) if base == "seedance-9"));
        let error = Profile::from_toml("t", "base = \"seedance-2.0\"\nvideo.fps = {min = 61}").unwrap_err();
        assert!(matches!(error, ProfileFileError::EmptyRange { field: "video.fps", .. }));
    }

    #[test]
    fn what_is_not_named_stays() {
        let base = Profile::named("seedance-2.0-r2").unwrap();
        let text = "base = \"seedance-2.0-r2\"\n[image]\nformats = [\"png\"]\nmegabytes = 5\n[request.reference]\nimages = {min = 1, max = 4}";
        let mut profile = Profile::from_toml("t", text).unwrap();
        assert_eq!(profile.image.formats.values, [Format::Png]);
        assert_eq!(profile.image.size.binary_bytes(), 5 << 20);
        assert_eq!(profile.request.modes[2].images, Count::new(1, 4));
        assert_eq!(profile.image.side.documented.max, Some(Rational::from(6000_u32)));
        profile.image = base.image.clone();
        profile.request = base.request.clone();
        assert_eq!(profile, Profile { name: "seedance-2.0-r2+t".into(), base: Some(base.name.clone()), ..base });
    }
}
