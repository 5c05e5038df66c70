//! What was measured, as properties.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::json;
use super::values::Exact;
use crate::language::Language;
use crate::model::{self, Body, Codec, Format, ImageFacts, VideoFacts};
use crate::render;

/// What was measured in a file. A fact that is ``None`` was not determined, or does not exist for this kind of file;
/// ``faults`` says what could not be read.
///
/// Durations, frame rates and other exact numbers are a ``fractions.Fraction``.
///
/// >>> import seedance_preflight as sp
/// >>> facts = sp.probe("testdata/refused/film-rate.mp4")
/// >>> facts.fps
/// Fraction(24000, 1001)
/// >>> facts.width, facts.height, float(facts.duration)
/// (640, 640, 3.003)
#[pyclass(frozen, eq, module = "seedance_preflight")]
#[derive(PartialEq)]
pub(super) struct Facts(pub(super) model::Facts);

#[pymethods]
impl Facts {
    /// Format by content, such as ``mp4``; ``unknown`` if it is not recognized.
    #[getter]
    fn format(&self) -> &'static str {
        self.0.format.name()
    }

    /// ``image``, ``video``, ``audio`` or ``other``.
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind().name()
    }

    /// Length of the file in bytes.
    #[getter]
    fn bytes(&self) -> Option<u64> {
        self.0.bytes
    }

    /// Whether data are missing at the end, by the file's own structure.
    #[getter]
    fn truncated(&self) -> Option<bool> {
        self.0.truncated
    }

    /// The smallest length in bytes that the file's own structure requires.
    #[getter]
    fn declared_bytes(&self) -> Option<u64> {
        self.0.declared_bytes
    }

    /// Whether the media are encrypted.
    #[getter]
    fn encrypted(&self) -> Option<bool> {
        self.0.encrypted
    }

    /// The format that the major brand names, if it is another.
    #[getter]
    fn brand(&self) -> Option<&'static str> {
        self.0.brand.map(Format::name)
    }

    /// How decoding the whole body ended: ``decodes``, ``damaged`` or ``not_decoded``; only if it was asked for.
    #[getter]
    fn body(&self) -> Option<&'static str> {
        self.0.body.map(Body::name)
    }

    /// Width as stored or coded, in pixels.
    #[getter]
    fn width(&self) -> Option<u32> {
        side(&self.0, |it| it.width, |it| it.width)
    }

    /// Height as stored or coded, in pixels.
    #[getter]
    fn height(&self) -> Option<u32> {
        side(&self.0, |it| it.height, |it| it.height)
    }

    /// Width as displayed, in pixels.
    #[getter]
    fn display_width(&self) -> Option<u32> {
        side(&self.0, |it| it.display_width, |it| it.display_width)
    }

    /// Height as displayed, in pixels.
    #[getter]
    fn display_height(&self) -> Option<u32> {
        side(&self.0, |it| it.display_height, |it| it.display_height)
    }

    /// Clockwise degrees from the coded frame of a video to the displayed one.
    #[getter]
    fn rotation(&self) -> Option<u16> {
        self.0.video()?.rotation
    }

    /// EXIF orientation of an image, 1 to 8.
    #[getter]
    fn orientation(&self) -> Option<u8> {
        self.0.image()?.orientation
    }

    /// Whether an image has more than one frame or page.
    #[getter]
    fn animated(&self) -> Option<bool> {
        self.0.image()?.animated
    }

    /// Width over height of a coded pixel.
    #[getter]
    fn pixel_aspect(&self) -> Option<Exact> {
        self.0.video()?.pixel_aspect.map(Exact::from)
    }

    /// Duration of a video or an audio file, in seconds.
    #[getter]
    fn duration(&self) -> Option<Exact> {
        self.0.video().and_then(|video| video.duration).or_else(|| self.0.audio()?.duration).map(Exact::from)
    }

    /// Duration without delay and padding of the encoder, in seconds.
    #[getter]
    fn played_duration(&self) -> Option<Exact> {
        self.0.audio()?.played_duration.map(Exact::from)
    }

    /// Duration by the movie header, in seconds.
    #[getter]
    fn container_duration(&self) -> Option<Exact> {
        self.0.video()?.container_duration.map(Exact::from)
    }

    /// Duration from the first start of a track to the last end, in seconds.
    #[getter]
    fn streams_duration(&self) -> Option<Exact> {
        self.0.video()?.streams_duration.map(Exact::from)
    }

    /// Duration of the video track, in seconds.
    #[getter]
    fn video_duration(&self) -> Option<Exact> {
        self.0.video()?.video_duration.map(Exact::from)
    }

    /// Duration of the audio track of a video, in seconds.
    #[getter]
    fn audio_duration(&self) -> Option<Exact> {
        self.0.video()?.audio_duration.map(Exact::from)
    }

    /// Frames per second on average.
    #[getter]
    fn fps(&self) -> Option<Exact> {
        self.0.video()?.fps.map(Exact::from)
    }

    /// Constant frame rate, in frames per second; ``None`` where the rate varies.
    #[getter]
    fn nominal_fps(&self) -> Option<Exact> {
        self.0.video()?.nominal_fps.map(Exact::from)
    }

    /// Whether the frames' durations differ.
    #[getter]
    fn variable_frame_rate(&self) -> Option<bool> {
        self.0.video()?.variable_frame_rate
    }

    /// Codec of the video track.
    #[getter]
    fn video_codec(&self) -> Option<&str> {
        self.0.video()?.video_codec.as_ref().map(Codec::name)
    }

    /// Codec of the audio track, or of an audio file.
    #[getter]
    fn audio_codec(&self) -> Option<&str> {
        self.0
            .video()
            .and_then(|video| video.audio_codec.as_ref())
            .or_else(|| self.0.audio()?.codec.as_ref())
            .map(Codec::name)
    }

    /// Number of video tracks.
    #[getter]
    fn video_tracks(&self) -> Option<u32> {
        self.0.video()?.video_tracks
    }

    /// Number of audio tracks.
    #[getter]
    fn audio_tracks(&self) -> Option<u32> {
        self.0.video()?.audio_tracks
    }

    /// Samples of audio per second and channel.
    #[getter]
    fn sample_rate(&self) -> Option<u32> {
        self.0.audio()?.sample_rate
    }

    /// Number of channels of audio.
    #[getter]
    fn channels(&self) -> Option<u16> {
        self.0.audio()?.channels
    }

    /// Bits per stored sample of audio.
    #[getter]
    fn bits(&self) -> Option<u16> {
        self.0.audio()?.bits
    }

    /// What could not be read, and why, as ``dict`` with ``kind``, ``offset`` in bytes, and ``what``.
    #[getter]
    fn faults<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let faults = json::object(py, &self.0.faults)?;
        PyTuple::new(py, faults.try_iter()?.collect::<PyResult<Vec<_>>>()?)
    }

    /// All facts that were determined, in the shape of the program's JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::object(py, &self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let mut text = Vec::new();
        render::json_value(&self.0, &mut text)?;
        Ok((py.get_type::<Self>().getattr("_from_json")?, (String::from_utf8(text)?,)))
    }

    #[staticmethod]
    fn _from_json(text: &str) -> PyResult<Self> {
        serde_json::from_str(text).map(Self).map_err(|error| pyo3::exceptions::PyValueError::new_err(error.to_string()))
    }

    fn __repr__(&self) -> String {
        format!("<Facts {}>", render::facts_summary(&self.0, Language::English))
    }
}

/// A side of an image or a video.
fn side(
    facts: &model::Facts,
    of_image: fn(&ImageFacts) -> Option<u32>,
    of_video: fn(&VideoFacts) -> Option<u32>,
) -> Option<u32> {
    facts.image().and_then(of_image).or_else(|| facts.video().and_then(of_video))
}
