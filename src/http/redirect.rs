//! Follows redirects by the link policy.

use super::{HttpResponse, Link, LinkError, LinkErrorKind, LinkPolicy};

/// Sends a request to `link` by `send`, and again to wherever redirects lead. Afterwards `link` is the URL that gave the
/// response, so that later requests for the same file need not start over.
///
/// ```
/// use seedance_preflight::http::{HttpResponse, Link, LinkError, LinkPolicy, follow};
///
/// let policy = LinkPolicy::default();
/// let mut link = Link::parse("https://a.example/1", &policy)?;
/// let response = follow(&mut link, &policy, |link: &Link| {
///     let (status, headers) = match link.as_str() {
///         "https://a.example/1" => (302, vec![("location".to_owned(), "/2".to_owned())]),
///         _ => (200, Vec::new()),
///     };
///     Ok::<_, LinkError>(HttpResponse::new(status, headers, Box::new(std::io::empty())))
/// })?;
/// assert_eq!((response.status, link.as_str()), (200, "https://a.example/2"));
/// # Ok::<(), LinkError>(())
/// ```
///
/// # Errors
/// Whatever `send` returns, and a [`LinkError`] for a redirect that the policy does not allow.
pub fn follow<E: From<LinkError>>(
    link: &mut Link,
    policy: &LinkPolicy,
    mut send: impl FnMut(&Link) -> Result<HttpResponse, E>,
) -> Result<HttpResponse, E> {
    for _ in 0..=policy.redirects {
        let response = send(link)?;
        // RFC 9110 §15.4: the statuses that name another URL for the same request.
        if !matches!(response.status, 301 | 302 | 303 | 307 | 308) {
            return Ok(response);
        }
        let missing = || LinkError::new(LinkErrorKind::BadRedirect, "the redirect has no Location header");
        let location = response.header("location").ok_or_else(missing)?;
        *link = link.redirect(location, policy)?;
    }
    let what = format!("more than {} redirects", policy.redirects);
    Err(LinkError::new(LinkErrorKind::TooManyRedirects, what).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Follows redirects to `location` for ever; returns the kind of error and how many requests were sent.
    fn sent(location: Option<&str>) -> (LinkErrorKind, u32) {
        let policy = LinkPolicy::default();
        let mut link = Link::parse("https://a.example/", &policy).unwrap();
        let mut count = 0;
        let result = follow(&mut link, &policy, |_: &Link| {
            count += 1;
            let headers = location.map(|location| ("location".to_owned(), location.to_owned()));
            Ok::<_, LinkError>(HttpResponse::new(302, headers.into_iter().collect(), Box::new(std::io::empty())))
        });
        (result.unwrap_err().kind, count)
    }

    #[test]
    fn redirects_are_bounded_and_checked() {
        assert_eq!(sent(Some("/again")), (LinkErrorKind::TooManyRedirects, 6));
        assert_eq!(sent(None), (LinkErrorKind::BadRedirect, 1));
        assert_eq!(sent(Some("http://a.example/")), (LinkErrorKind::BadRedirect, 1));
        assert_eq!(sent(Some("https://10.0.0.1/")), (LinkErrorKind::BlockedAddress, 1));
    }
}
