//! Requests built in Rust.

use super::{AspectRatio, ModelId, ModelParams, Quality, Request};

/// Builds a [`Request`], field by field. Its shape is right by construction; [`check_request`](crate::check_request) says
/// whether the service accepts its values.
#[derive(Debug, Clone)]
#[must_use = "a builder makes its request when `build` is called"]
pub struct RequestBuilder {
    request: Request,
}

impl Request {
    /// Starts a request with the fields that every request needs.
    pub fn builder(model: ModelId, prompt: impl Into<String>) -> RequestBuilder {
        RequestBuilder::new(model, prompt.into())
    }
}

impl RequestBuilder {
    fn new(model: ModelId, prompt: String) -> Self {
        let request = Request {
            model,
            prompt,
            image_urls: Vec::new(),
            video_urls: Vec::new(),
            audio_urls: Vec::new(),
            duration: None,
            quality: None,
            aspect_ratio: None,
            generate_audio: None,
            model_params: None,
            content_filter: None,
            callback_url: None,
        };
        Self { request }
    }

    /// Adds an image: a frame for image-to-video, else a reference.
    pub fn image(mut self, url: impl Into<String>) -> Self {
        self.request.image_urls.push(url.into());
        self
    }

    /// Adds a reference video.
    pub fn video(mut self, url: impl Into<String>) -> Self {
        self.request.video_urls.push(url.into());
        self
    }

    /// Adds a reference audio file.
    pub fn audio(mut self, url: impl Into<String>) -> Self {
        self.request.audio_urls.push(url.into());
        self
    }

    /// Sets the length of the video, in whole seconds.
    pub fn duration(mut self, seconds: u32) -> Self {
        self.request.duration = Some(i64::from(seconds));
        self
    }

    /// Leaves the length of the video to the model, in revisions that allow it.
    pub fn automatic_duration(mut self) -> Self {
        self.request.duration = Some(super::AUTOMATIC_DURATION);
        self
    }

    /// Sets the resolution of the video.
    pub fn quality(mut self, quality: Quality) -> Self {
        self.request.quality = Some(quality);
        self
    }

    /// Sets the shape of the video.
    pub fn aspect_ratio(mut self, ratio: AspectRatio) -> Self {
        self.request.aspect_ratio = Some(ratio);
        self
    }

    /// Sets whether the video has audio.
    pub fn generate_audio(mut self, generate: bool) -> Self {
        self.request.generate_audio = Some(generate);
        self
    }

    /// Sets whether the model may search the web.
    pub fn web_search(mut self, search: bool) -> Self {
        self.request.model_params = Some(ModelParams { web_search: Some(search) });
        self
    }

    /// Sets whether the service filters content.
    pub fn content_filter(mut self, filter: bool) -> Self {
        self.request.content_filter = Some(filter);
        self
    }

    /// Sets where the service reports that the task is finished.
    pub fn callback_url(mut self, url: impl Into<String>) -> Self {
        self.request.callback_url = Some(url.into());
        self
    }

    /// The request.
    pub fn build(self) -> Request {
        self.request
    }
}
