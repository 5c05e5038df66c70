//! JSON pointers, RFC 6901.

/// The pointer to member `key` of the value at `parent`.
pub(crate) fn member(parent: &str, key: &str) -> String {
    if !key.contains(['~', '/']) {
        return [parent, "/", key].concat();
    }
    // RFC 6901 §3: `~` and `/` are written `~0` and `~1`; the tilde first, or the other's would be escaped again.
    [parent, "/", &key.replace('~', "~0").replace('/', "~1")].concat()
}

/// The pointer to element `index` of the array at `parent`.
pub(crate) fn element(parent: &str, index: usize) -> String {
    let mut pointer = String::with_capacity(parent.len() + 3);
    pointer.push_str(parent);
    pointer.push('/');
    // Nearly every index has one digit, which takes no formatting.
    match u32::try_from(index).ok().and_then(|index| char::from_digit(index, 10)) {
        Some(digit) => pointer.push(digit),
        None => pointer.push_str(&index.to_string()),
    }
    pointer
}

/// The steps of `pointer`, unescaped.
pub(crate) fn steps(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_comes_back() {
        for key in ["a/b", "m~n", "~1", "/", "", "a~/b"] {
            let pointer = member("/x", key);
            assert_eq!(steps(&pointer).collect::<Vec<_>>(), ["x", key], "{pointer}");
        }
        assert_eq!(member("", "a/b~c"), "/a~1b~0c");
        assert_eq!(element("/image_urls", 3), "/image_urls/3");
        assert_eq!(steps("").count(), 0);
    }
}
