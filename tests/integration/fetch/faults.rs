//! Faults of real servers, and the finding for each.

use crate::support::wav;
use std::io::{self, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::Duration;

use seedance_preflight::fetch::FetchOptions;

use super::files::{early_movie, late_movie, long_jpeg, small_png};
use super::server::{Answer, Request, Server, by_the_rules, chunked, head, whole};
use super::{measure, options, said};

/// How a server responds, the findings of every rule then, and the allowed cost.
struct Case {
    name: &'static str,
    answer: Box<Answer>,
    options: FetchOptions,
    says: &'static [&'static str],
    most_requests: u32,
    most_bytes: u64,
}

fn case(
    name: &'static str,
    says: &'static [&'static str],
    (most_requests, most_bytes): (u32, u64),
    answer: impl Fn(&Request, &mut TcpStream) -> io::Result<()> + Send + Sync + 'static,
) -> Case {
    Case { name, answer: Box::new(answer), options: options(), says, most_requests, most_bytes }
}

/// Comes last where the rules on what was not seen are undecided too.
const AND_OPEN: &str = "…";

const FIRST: u64 = 32 << 10;
const ALL: u64 = 1 << 20;

/// A WAV of 8-bit samples that is cut.
const SHORT: &[&str] = &["media/truncated error 300000", "audio/codec-not-accepted warning pcm_u8"];

#[test]
fn each_fault_is_said_by_its_rule() {
    let cases = [ranges(), lengths(), contradictions(), redirects(), statuses(), pages(), breaks(), slow(), budgets()];
    let cases: Vec<Case> = cases.into_iter().flatten().collect();
    super::say(&format!("{} servers with their faults", cases.len()));
    let complaints: Vec<String> = cases.into_iter().filter_map(complaint).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// What is not as the case has it.
fn complaint(case: Case) -> Option<String> {
    let name = case.name;
    let server = Server::start(case.answer);
    let fetched = measure(&server.url("/a?secret=1"), &case.options);
    let (said, log) = (said(&fetched), &fetched.log);
    let is_said = match case.says.split_last() {
        // A part was read: the rest is undecided.
        Some((&AND_OPEN, wanted)) => {
            wanted.iter().all(|wanted| said.iter().any(|said| said == wanted))
                && said.iter().all(|said| said.contains(" undecided"))
        }
        _ => said == case.says,
    };
    if !is_said || log.requests > case.most_requests || log.bytes > case.most_bytes {
        return Some(format!("{name}: {said:?}, {log:?}, {:?}", fetched.facts));
    }
    let requests = server.requests.lock().unwrap();
    let secrets = ["cookie", "authorization", "referer"];
    let carries = |request: &Request| secrets.iter().any(|name| request.header(name).is_some());
    if requests.iter().any(|request| request.method != "GET" || carries(request)) {
        return Some(format!("{name}: {requests:?}"));
    }
    if usize::try_from(log.requests).unwrap() != requests.len() {
        return Some(format!("{name}: {} requests came, {log:?}", requests.len()));
    }
    let tells = fetched.facts.faults.iter().any(|fault| fault.what.contains("secret"));
    tells.then(|| format!("{name}: {:?}", fetched.facts.faults))
}

#[test]
fn an_expired_signature_is_reported_as_expired() {
    let server = Server::start(Box::new(|_, stream| whole(stream, "403 Forbidden", &[], b"<Error/>")));
    for (query, wanted) in [
        ("X-Amz-Date=20240229T123456Z&X-Amz-Expires=60&X-Amz-Signature=secret", "signature-expired"),
        ("Expires=1709210096&Signature=secret&Key-Pair-Id=a", "signature-expired"),
        ("Expires=99999999999&Signature=secret", "forbidden"),
        ("a=b", "forbidden"),
    ] {
        let fetched = measure(&server.url(&format!("/a.mp4?{query}")), &options());
        assert_eq!(said(&fetched), [format!("fetch/failed undecided {wanted}")], "{query}");
        assert!(!fetched.facts.faults[0].what.contains("secret"));
    }
}

/// With ranges and without.
fn ranges() -> Vec<Case> {
    let long =
        |file: Vec<u8>| move |request: &Request, stream: &mut TcpStream| by_the_rules(request, stream, &file, &[]);
    let without = |file: Vec<u8>| move |_: &Request, stream: &mut TcpStream| whole(stream, "200 OK", &[], &file);
    let late = late_movie();
    vec![
        case("a small picture", &[], (1, 20_000), long(small_png())),
        case("a long picture", &[], (1, FIRST), long(long_jpeg())),
        case("moov before mdat", &[], (1, FIRST), long(early_movie())),
        case("moov after mdat", &[], (2, FIRST + 4096), long(late_movie())),
        case("no ranges, moov before mdat", &[], (1, FIRST), without(early_movie())),
        case("no ranges, moov after mdat", &[], (1, ALL), without(late_movie())),
        case("no ranges from the second request on", &[], (2, ALL), move |request, stream| match request.number {
            0 => by_the_rules(request, stream, &late, &[]),
            _ => whole(stream, "200 OK", &[], &late),
        }),
        case("another range than the one asked for, which holds it", &[], (1, FIRST), |request, stream| {
            let file = early_movie();
            let range = format!("Content-Range: bytes 0-{}/{}", file.len() - 1, file.len());
            assert!(request.range(file.len()).is_some());
            whole(stream, "206 Partial Content", &[&range], &file)
        }),
        case("shorter ranges than asked for", &[], (12, FIRST), |request, stream| {
            let file = early_movie();
            let (start, end) = request.range(file.len()).unwrap();
            let end = end.min(start + 400);
            let range = format!("Content-Range: bytes {start}-{}/{}", end - 1, file.len());
            whole(stream, "206 Partial Content", &[&range], &file[start..end])
        }),
        case("HEAD refused", &[], (1, FIRST), |request, stream| match request.method.as_str() {
            "GET" => by_the_rules(request, stream, &small_png(), &[]),
            _ => whole(stream, "405 Method Not Allowed", &[], b""),
        }),
    ]
}

/// Lengths that are missing, or wrong.
fn lengths() -> Vec<Case> {
    let close = |file: Vec<u8>| {
        move |_: &Request, stream: &mut TcpStream| {
            head(stream, "200 OK", &[])?;
            stream.write_all(&file)
        }
    };
    let lost = &["fetch/failed undecided connection-lost"];
    vec![
        case("no length, a small picture", &[], (1, 20_000), close(small_png())),
        case("no length, a long picture", &["media/too-large undecided"], (1, FIRST), close(long_jpeg())),
        case("no length, a movie read to its end", &[], (1, ALL), close(late_movie())),
        case("chunked, a small picture", &[], (1, 20_000), |_, stream| chunked(stream, &small_png())),
        case("chunked, a long picture", &["media/too-large undecided"], (1, FIRST), |_, stream| {
            chunked(stream, &long_jpeg())
        }),
        case("a range of a file of unknown length", &["media/too-large undecided"], (1, FIRST), |request, stream| {
            let file = long_jpeg();
            let (start, end) = request.range(file.len()).unwrap();
            let range = format!("Content-Range: bytes {start}-{}/*", end - 1);
            whole(stream, "206 Partial Content", &[&range], &file[start..end])
        }),
        case("a length that is too great", lost, (2, 40_000), |_, stream| {
            let file = small_png();
            let length = format!("Content-Length: {}", file.len() + 9);
            head(stream, "200 OK", &[&length])?;
            stream.write_all(&file)
        }),
        case("a length that is too small", SHORT, (1, ALL), |_, stream| {
            let file = wav(600_000, 48_000);
            head(stream, "200 OK", &["Content-Length: 300000"])?;
            stream.write_all(&file)
        }),
        case("a length that is not a number", &["fetch/failed undecided bad-answer"], (1, 0), |_, stream| {
            head(stream, "200 OK", &["Content-Length: many"])?;
            stream.write_all(&small_png())
        }),
        case("an empty file", &["media/empty error 0"], (1, 0), |_, stream| whole(stream, "200 OK", &[], b"")),
        case("an empty file without satisfiable ranges", &["media/empty error 0"], (1, 0), |request, stream| {
            by_the_rules(request, stream, b"", &[])
        }),
    ]
}

/// Answers that contradict the question, or themselves.
fn contradictions() -> Vec<Case> {
    const BAD: &[&str] = &["fetch/failed undecided bad-answer"];
    let range = |text: &'static str| {
        move |_: &Request, stream: &mut TcpStream| {
            let header = format!("Content-Range: {text}");
            whole(stream, "206 Partial Content", &[&header], &[0x55; 100])
        }
    };
    vec![
        case("a range of another place", BAD, (1, 0), range("bytes 100-199/1000")),
        case("a range past the end", BAD, (1, 0), range("bytes 0-99/50")),
        case("a range that is none", BAD, (1, 0), range("bytes some/1000")),
        case("a range of another length than its body", BAD, (1, 0), range("bytes 0-49/1000")),
        case("a part that does not say which", BAD, (1, 0), |_, stream| {
            whole(stream, "206 Partial Content", &[], &[0x55; 100])
        }),
        case("several parts", BAD, (1, 0), |_, stream| {
            whole(stream, "206 Partial Content", &["Content-Type: multipart/byteranges; boundary=a"], b"--a--")
        }),
        case("a range that is refused though it is there", BAD, (1, 0), |_, stream| {
            whole(stream, "416 Range Not Satisfiable", &["Content-Range: bytes */1000"], b"")
        }),
        case("packed though not asked for", &["fetch/failed undecided encoded"], (1, 0), |request, stream| {
            assert_eq!(request.header("accept-encoding"), Some("identity"));
            whole(stream, "200 OK", &["Content-Encoding: gzip"], &small_png())
        }),
        case("no HTTP", BAD, (1, 0), |_, stream| stream.write_all(b"220 ftp.example ready\r\n\r\n")),
        case("endless headers", BAD, (1, 0), |_, stream| {
            stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
            (0..4000).try_for_each(|index| write!(stream, "X-{index}: {}\r\n", "x".repeat(90)))
        }),
    ]
}

fn redirects() -> Vec<Case> {
    let chain = |length: usize, status: &'static str| {
        move |request: &Request, stream: &mut TcpStream| match request.number {
            number if number < length => {
                let location = format!("Location: /{}", number + 1);
                whole(stream, status, &[&location, "Set-Cookie: a=b"], b"elsewhere")
            }
            _ => by_the_rules(request, stream, &small_png(), &[]),
        }
    };
    vec![
        case("one redirect", &[], (2, 20_000), chain(1, "301 Moved Permanently")),
        case("five redirects", &[], (6, 20_000), chain(5, "307 Temporary Redirect")),
        case("six redirects", &["fetch/failed undecided too-many-redirects"], (6, 60), chain(6, "302 Found")),
        case(
            "redirects in a ring",
            &["fetch/failed undecided too-many-redirects"],
            (6, 60),
            chain(999, "308 Permanent Redirect"),
        ),
        case("a redirect to nowhere", &["fetch/failed undecided bad-redirect"], (1, 0), |_, stream| {
            whole(stream, "303 See Other", &[], b"")
        }),
        case("a redirect with a blank", &["fetch/failed undecided bad-redirect"], (1, 0), |_, stream| {
            whole(stream, "302 Found", &["Location: /a b"], b"")
        }),
        case("a redirect between ranges", &[], (3, ALL), |request, stream| match request.number {
            1 => whole(stream, "302 Found", &["Location: /b"], b""),
            _ => by_the_rules(request, stream, &late_movie(), &[]),
        }),
    ]
}

fn statuses() -> Vec<Case> {
    let status = |status: &'static str| move |_: &Request, stream: &mut TcpStream| whole(stream, status, &[], b"no");
    // The body of an error is read, so that its connection can be used again.
    let of = |name, says, answer| case(name, says, (1, 2), status(answer));
    let twice = |name, says, answer| case(name, says, (2, 4), status(answer));
    vec![
        of("401", &["fetch/failed undecided forbidden"], "401 Unauthorized"),
        of("403", &["fetch/failed undecided forbidden"], "403 Forbidden"),
        of("404", &["fetch/failed undecided not-found"], "404 Not Found"),
        of("410", &["fetch/failed undecided not-found"], "410 Gone"),
        of("400", &["fetch/failed undecided unexpected-status"], "400 Bad Request"),
        twice("429", &["fetch/failed undecided server-trouble"], "429 Too Many Requests"),
        of("500", &["fetch/failed undecided server-trouble"], "500 Internal Server Error"),
        twice("503", &["fetch/failed undecided server-trouble"], "503 Service Unavailable"),
        of("204", &["fetch/failed undecided unexpected-status"], "204 No Content"),
        of("304", &["fetch/failed undecided unexpected-status"], "304 Not Modified"),
    ]
}

/// Responses that are not media, and those that are, whatever their declared type.
fn pages() -> Vec<Case> {
    const PAGE: &[u8] = b"<!doctype html><html><title>clip.mp4 - Viewer</title><body>Log in</body></html>";
    let page = |content_type: &'static str, body: &'static [u8]| {
        move |_: &Request, stream: &mut TcpStream| whole(stream, "200 OK", &[content_type], body)
    };
    vec![
        case("a viewer's page", &["fetch/not-media error html"], (1, 200), page("Content-Type: text/html", PAGE)),
        case(
            "a page that is called a movie",
            &["fetch/not-media error html"],
            (1, 200),
            page("Content-Type: video/mp4", PAGE),
        ),
        case(
            "a message",
            &["fetch/not-media error json"],
            (1, 200),
            page("Content-Type: application/json", br#"{"code": 403, "message": "no"}"#),
        ),
        case(
            "a message in XML",
            &["fetch/not-media error xml"],
            (1, 200),
            page("Content-Type: image/png", b"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"),
        ),
        case("media that are called a page", &[], (1, FIRST), |request, stream| {
            by_the_rules(request, stream, &early_movie(), &["Content-Type: text/html"])
        }),
    ]
}

/// What breaks off, or changes on the way.
fn breaks() -> Vec<Case> {
    const LOST: &[&str] = &["fetch/failed undecided connection-lost"];
    const CHANGED: &[&str] = &["fetch/failed undecided changed", AND_OPEN];
    let cut = |request: &Request, stream: &mut TcpStream, file: &[u8]| {
        let (start, end) = request.range(file.len()).unwrap();
        let range = format!("Content-Range: bytes {start}-{}/{}", end - 1, file.len());
        head(stream, "206 Partial Content", &[&range, &format!("Content-Length: {}", end - start)])?;
        stream.write_all(&file[start..start + (end - start) / 2])
    };
    let tagged = |first: &'static str, second: &'static str| {
        move |request: &Request, stream: &mut TcpStream| match request.number {
            0 => by_the_rules(request, stream, &late_movie(), &[first]),
            _ => by_the_rules(request, stream, &late_movie(), &[second]),
        }
    };
    vec![
        case("cut within the body once", &[], (2, 60_000), move |request, stream| match request.number {
            0 => cut(request, stream, &early_movie()),
            _ => by_the_rules(request, stream, &early_movie(), &[]),
        }),
        case("cut within the body always", LOST, (2, 60_000), move |request, stream| {
            cut(request, stream, &early_movie())
        }),
        case("hung up on once", &[], (2, FIRST), |request, stream| match request.number {
            0 => Ok(()),
            _ => by_the_rules(request, stream, &early_movie(), &[]),
        }),
        case("hung up on always", LOST, (2, 0), |_, _| Ok(())),
        case("another tag between ranges", CHANGED, (2, FIRST), tagged("ETag: \"a\"", "ETag: \"b\"")),
        case("another weak tag between ranges", CHANGED, (2, FIRST), tagged("ETag: W/\"a\"", "ETag: W/\"b\"")),
        case("another time between ranges", CHANGED, (2, FIRST), tagged("Last-Modified: a", "Last-Modified: b")),
        case("the same tag, as a weak one", &[], (2, ALL), tagged("ETag: \"a\"", "ETag: W/\"a\"")),
        case("another length between ranges", CHANGED, (2, FIRST), |request, stream| {
            let file = [late_movie(), vec![0; request.number]].concat();
            by_the_rules(request, stream, &file, &[])
        }),
        case("another file, whole, by If-Range", CHANGED, (2, FIRST), |request, stream| match request.number {
            0 => by_the_rules(request, stream, &late_movie(), &["ETag: \"a\""]),
            _ => {
                assert_eq!(request.header("if-range"), Some("\"a\""));
                whole(stream, "200 OK", &["ETag: \"b\""], &early_movie())
            }
        }),
        case("gone between ranges", &["fetch/failed undecided not-found", AND_OPEN], (2, FIRST), |request, stream| {
            match request.number {
                0 => by_the_rules(request, stream, &late_movie(), &[]),
                _ => whole(stream, "404 Not Found", &[], b""),
            }
        }),
    ]
}

fn slow() -> Vec<Case> {
    const SLOW: &[&str] = &["fetch/failed undecided too-slow"];
    let mut drip = case("a byte now and then", SLOW, (1, 100), |_, stream| {
        head(stream, "200 OK", &["Content-Length: 100000"])?;
        loop {
            stream.write_all(b"x")?;
            sleep(Duration::from_millis(50));
        }
    });
    drip.options.time = Duration::from_millis(900);
    vec![
        case("nothing comes", SLOW, (2, 0), |_, _| {
            sleep(Duration::from_secs(5));
            Ok(())
        }),
        case("nothing more comes", SLOW, (1, 10), |_, stream| {
            head(stream, "200 OK", &["Content-Length: 100000"])?;
            stream.write_all(b"\x89PNG")?;
            sleep(Duration::from_secs(5));
            Ok(())
        }),
        case("slow and in time", &[], (1, FIRST), |request, stream| {
            sleep(Duration::from_millis(300));
            by_the_rules(request, stream, &early_movie(), &[])
        }),
        drip,
    ]
}

fn budgets() -> Vec<Case> {
    let ranged =
        |file: Vec<u8>| move |request: &Request, stream: &mut TcpStream| by_the_rules(request, stream, &file, &[]);
    let mut one_request = case(
        "one request allowed, two needed",
        &["fetch/failed undecided budget", AND_OPEN],
        (1, FIRST),
        ranged(late_movie()),
    );
    one_request.options.requests = 1;
    let mut few_bytes = case(
        "fewer bytes allowed than needed",
        &["fetch/failed undecided budget", AND_OPEN],
        (1, 100_000),
        |_, stream| whole(stream, "200 OK", &[], &late_movie()),
    );
    few_bytes.options.bytes = 100_000;
    vec![one_request, few_bytes]
}
