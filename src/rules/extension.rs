//! The extension of a name.

/// What follows the last dot of the last part of `name`, in lower case.
pub(super) fn extension_of(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next()?;
    let (stem, extension) = file.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_follows_the_last_dot_of_the_last_part() {
        assert_eq!(extension_of("a.b/c.MP4").as_deref(), Some("mp4"));
        assert_eq!(extension_of("a.b\\c.MOV").as_deref(), Some("mov"));
        assert_eq!(extension_of("a.b/c"), None);
        assert_eq!(extension_of(".jpg"), None);
        assert_eq!(extension_of("c."), None);
    }
}
