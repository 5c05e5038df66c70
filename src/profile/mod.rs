//! The service's limits, as data with their sources: the only numbers of the contract in this crate.

mod bound;
#[cfg(feature = "profile-file")]
mod file;
#[cfg(feature = "profile-file")]
mod file_number;
mod later;
mod limit;
mod limits;
mod media;
mod reference;
mod request;
mod source;
mod tolerance;

pub use bound::{Bound, MegabyteLimit, Placement, Range};
#[cfg(feature = "profile-file")]
pub use file::{ProfileFileError, TomlError};
pub use limit::Limit;
pub use limits::Profile;
pub use media::{Accepted, Agreement, AudioLimits, ImageLimits, VideoLimits};
pub use request::{Count, Mode, ModeLimits, Model, PromptLimits, RequestLimits, SizeRow, Speed};
pub use source::{Authority, Source};
pub use tolerance::Tolerance;

impl Profile {
    /// The built-in profiles: the reference first, then the later revisions.
    pub fn all() -> Vec<Self> {
        vec![reference::seedance_2_0(), later::seedance_2_0_r2(), later::seedance_2_0_r3(), later::seedance_2_5()]
    }

    /// The first built-in profile that has the model `id`.
    ///
    /// ```
    /// use seedance_preflight::profile::Profile;
    ///
    /// let profile = Profile::for_model("seedance-2.5-text-to-video").unwrap();
    /// assert_eq!(profile.name, "seedance-2.5");
    /// ```
    pub fn for_model(id: &str) -> Option<Self> {
        Self::all().into_iter().find(|profile| profile.request.models.iter().any(|model| model.id == id))
    }

    /// The built-in profile of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().into_iter().find(|profile| profile.name == name)
    }
}

impl Default for Profile {
    /// The reference revision.
    fn default() -> Self {
        reference::seedance_2_0()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for profile in Profile::all() {
            assert_eq!(Profile::named(&profile.name), Some(profile));
        }
        assert_eq!(Profile::named("seedance-1.0"), None);
    }

    #[test]
    fn bases_are_profiles_that_come_before() {
        let mut seen = Vec::new();
        for profile in Profile::all() {
            assert!(profile.base.as_ref().is_none_or(|base| seen.contains(base)));
            seen.push(profile.name);
        }
    }

    #[test]
    fn every_ratio_and_quality_of_a_model_has_its_size() {
        for profile in Profile::all() {
            let request = &profile.request;
            for model in &request.models {
                let mode = request.modes.iter().find(|mode| mode.mode == model.mode).unwrap();
                for ratio in mode.aspect_ratios.values.iter().filter(|ratio| *ratio != "adaptive") {
                    for quality in &model.qualities.values {
                        assert!(
                            request.sizes.iter().any(|size| size.ratio == *ratio && size.quality == *quality),
                            "{}: {} {ratio} {quality}",
                            profile.name,
                            model.id
                        );
                    }
                }
            }
        }
    }
}
