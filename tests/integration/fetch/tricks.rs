//! Ways to be led to a host that is not public, and a listener on loopback that must hear nothing of them.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use seedance_preflight::fetch::{FetchOptions, Fetched, fetch};
use seedance_preflight::http::{
    AllowedHosts, HttpOptions, HttpRequest, HttpResponse, HttpTransport, Resolve, Transport, TransportError,
};
use seedance_preflight::{Budget, FetchObstacle, probe};

use super::files::small_png;
use super::server::{Server, by_the_rules};
use super::{measure, options, said};

/// Addresses of names, an answer after the other by turns; counts how often it was asked.
#[derive(Debug, Default)]
struct Names {
    answers: HashMap<&'static str, Vec<Vec<SocketAddr>>>,
    asked: Mutex<HashMap<String, usize>>,
}

impl Names {
    fn put(&mut self, name: &'static str, answers: &[&[&str]]) {
        let address = |ip: &&str| ip.parse().unwrap_or_else(|_| SocketAddr::new(ip.parse::<IpAddr>().unwrap(), 1));
        let answers = answers.iter().map(|ips| ips.iter().map(address).collect()).collect();
        self.answers.insert(name, answers);
    }
}

impl Resolve for Names {
    fn resolve(&self, name: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        let mut asked = self.asked.lock().unwrap();
        let count = asked.entry(name.to_owned()).or_default();
        let answers = self.answers.get(name).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        let mut found = answers[*count % answers.len()].clone();
        *count += 1;
        found.iter_mut().for_each(|address| address.set_port(port));
        Ok(found)
    }
}

/// Answers for `start.example` with a redirect to its path, and asks the network for all else.
struct Redirecting {
    network: HttpTransport,
    location: String,
    status: u16,
}

impl Transport for Redirecting {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        if request.url != START {
            return self.network.send(request);
        }
        let headers = vec![("location".to_owned(), self.location.clone())];
        Ok(HttpResponse::new(self.status, headers, Box::new(io::empty())))
    }
}

const START: &str = "http://start.example/";

/// A listener on both loopback addresses, and a transport that keeps to public hosts.
struct Trap {
    port: u16,
    heard: Vec<Arc<AtomicUsize>>,
    names: Arc<Names>,
    network: HttpTransport,
}

impl Trap {
    fn set() -> Self {
        let serve = || Box::new(|request: &_, stream: &mut _| by_the_rules(request, stream, &small_png(), &[]));
        let v4 = Server::listen("127.0.0.1:0", serve());
        let port = v4.address.port();
        let mut heard = vec![v4.connections];
        // A machine without IPv6 cannot be led there either.
        if std::net::TcpListener::bind(("::1", port)).is_ok() {
            heard.push(Server::listen(&format!("[::1]:{port}"), serve()).connections);
        }
        let names = Arc::new(names());
        let mut options = HttpOptions::default();
        options.connect_timeout = Duration::from_millis(300);
        let network = HttpTransport::with_resolver(&options, Arc::clone(&names) as Arc<dyn Resolve>).unwrap();
        Self { port, heard, names, network }
    }

    fn heard(&self) -> usize {
        self.heard.iter().map(|heard| heard.load(Ordering::SeqCst)).sum()
    }

    fn fetch(&self, transport: &dyn Transport, url: &str) -> Fetched {
        let mut options = FetchOptions::default();
        options.time = Duration::from_secs(5);
        options.retries.tries = 1;
        fetch(transport, url, &options, |file| probe(file, &Budget::default()))
    }
}

/// Names, and what they lead to; `port` is put in later.
fn names() -> Names {
    let mut names = Names::default();
    for &(name, ip) in NAMES {
        names.put(name, &[&[ip]]);
    }
    names.put("both.example", &[&["2000::1", "127.0.0.1"]]);
    names.put("both-turned.example", &[&["127.0.0.1", "2000::1"]]);
    names.put("many.example", &[&["2000::1", "2000::2", "2000::3", "::1"]]);
    names.put("zone.example", &[&["[2000::1%1]:1"]]);
    names.put("turns.example", &[&["2000::1"], &["127.0.0.1"]]);
    names.put("turns-back.example", &[&["127.0.0.1"], &["2000::1"]]);
    names
}

const NAMES: &[(&str, &str)] = &[
    ("loopback.example", "127.0.0.1"),
    ("loopback-far.example", "127.255.255.254"),
    ("loopback-6.example", "::1"),
    ("unspecified.example", "0.0.0.0"),
    ("unspecified-6.example", "::"),
    ("mapped.example", "::ffff:127.0.0.1"),
    ("compatible.example", "::127.0.0.1"),
    ("translated.example", "::ffff:0:127.0.0.1"),
    ("nat64.example", "64:ff9b::127.0.0.1"),
    ("nat64-local.example", "64:ff9b:1::127.0.0.1"),
    ("6to4.example", "2002:7f00:1::"),
    ("teredo.example", "2001:0:7f00:1::"),
    ("ten.example", "10.0.0.1"),
    ("twelve.example", "172.16.0.1"),
    ("sixteen.example", "192.168.0.1"),
    ("carrier.example", "100.64.0.1"),
    ("link.example", "169.254.1.1"),
    ("metadata.google.internal", "169.254.169.254"),
    ("instance-data.ec2.internal", "169.254.169.254"),
    ("127.0.0.1.nip.io", "127.0.0.1"),
    ("localtest.me", "127.0.0.1"),
    ("unique-local.example", "fd00:ec2::254"),
    ("link-6.example", "fe80::1"),
    ("site.example", "fec0::1"),
    ("multicast.example", "224.0.0.251"),
    ("multicast-6.example", "ff02::1"),
    ("broadcast.example", "255.255.255.255"),
    ("reserved.example", "240.0.0.1"),
    ("documentation.example", "203.0.113.7"),
    ("documentation-6.example", "2001:db8::1"),
    ("benchmark.example", "198.18.0.1"),
    ("unassigned.example", "4000::1"),
    ("intranet", "10.1.2.3"),
];

/// URLs, with `P` for the listener's port, and the expected obstacle.
const URLS: &[(&str, FetchObstacle)] = &[
    // Loopback in every spelling.
    ("http://127.0.0.1:P/", BLOCKED),
    ("https://127.0.0.1:P/", BLOCKED),
    ("HTTP://127.0.0.1:P/", BLOCKED),
    ("http://127.0.0.1.:P/", BLOCKED),
    ("http://127.1:P/", BLOCKED),
    ("http://127.0.1:P/", BLOCKED),
    ("http://2130706433:P/", BLOCKED),
    ("http://0x7f000001:P/", BLOCKED),
    ("http://0X7F.0.0.0x1:P/", BLOCKED),
    ("http://0177.0.0.01:P/", BLOCKED),
    ("http://017700000001:P/", BLOCKED),
    ("http://0x7f.1:P/", BLOCKED),
    ("http://127.0.0.0x1:P/", BLOCKED),
    ("http://%31%32%37.0.0.1:P/", BLOCKED),
    ("http://127%2e0%2e0%2e1:P/", BLOCKED),
    ("http://127。0。0。1:P/", BLOCKED),
    ("http://127｡0．0。1:P/", BLOCKED),
    ("http://１２７.０.０.１:P/", BLOCKED),
    ("http://①②⑦.⓪.⓪.①:P/", BLOCKED),
    ("http://0:P/", BLOCKED),
    ("http://0.0.0.0:P/", BLOCKED),
    ("http://0x0:P/", BLOCKED),
    ("http://127.255.255.255:P/", BLOCKED),
    ("http://localhost:P/", BLOCKED),
    ("http://localhost.:P/", BLOCKED),
    ("http://LocalHost:P/", BLOCKED),
    ("http://any.localhost:P/", BLOCKED),
    ("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:P/", BLOCKED),
    ("http://local\u{ad}host:P/", BLOCKED),
    ("http://localhos%74:P/", BLOCKED),
    ("http://[::1]:P/", BLOCKED),
    ("http://[0:0:0:0:0:0:0:1]:P/", BLOCKED),
    ("http://[::]:P/", BLOCKED),
    ("http://[::ffff:127.0.0.1]:P/", BLOCKED),
    ("http://[::ffff:7f00:1]:P/", BLOCKED),
    ("http://[::127.0.0.1]:P/", BLOCKED),
    ("http://[::ffff:0:127.0.0.1]:P/", BLOCKED),
    ("http://[64:ff9b::7f00:1]:P/", BLOCKED),
    ("http://[2002:7f00:1::]:P/", BLOCKED),
    ("http://[2001:0:7f00:1::]:P/", BLOCKED),
    // Other unassigned or private networks.
    ("http://10.0.0.1:P/", BLOCKED),
    ("http://012.0.0.1:P/", BLOCKED),
    ("http://172.31.255.255:P/", BLOCKED),
    ("http://192.168.1.1:P/", BLOCKED),
    ("http://100.100.100.200:P/", BLOCKED),
    ("http://169.254.169.254/latest/meta-data/", BLOCKED),
    ("http://2852039166/latest/meta-data/", BLOCKED),
    ("http://0xa9.0xfe.0xa9.0xfe/", BLOCKED),
    ("http://169.254.170.2/v2/credentials", BLOCKED),
    ("http://[fd00:ec2::254]/", BLOCKED),
    ("http://[fe80::1]:P/", BLOCKED),
    ("http://[fec0::1]:P/", BLOCKED),
    ("http://[ff02::1]:P/", BLOCKED),
    ("http://[2001:db8::1]:P/", BLOCKED),
    ("http://[3fff::1]:P/", BLOCKED),
    ("http://[100::1]:P/", BLOCKED),
    ("http://[4000::1]:P/", BLOCKED),
    ("http://192.0.0.192:P/", BLOCKED),
    ("http://192.0.2.1:P/", BLOCKED),
    ("http://198.51.100.1:P/", BLOCKED),
    ("http://198.19.0.1:P/", BLOCKED),
    ("http://224.0.0.1:P/", BLOCKED),
    ("http://255.255.255.255:P/", BLOCKED),
    // A public address in a spelling that another reads otherwise.
    ("http://010.8.8.8:P/", BLOCKED),
    // No URL that is asked.
    ("http://[fe80::1%25lo]:P/", FetchObstacle::BadUrl),
    ("http://[::1:P/", FetchObstacle::BadUrl),
    ("http://127.0.0.1:P@start.example/", FetchObstacle::BadUrl),
    ("http://start.example@127.0.0.1:P/", FetchObstacle::BadUrl),
    ("http://start.example:80@127.0.0.1:P/", FetchObstacle::BadUrl),
    ("http://@127.0.0.1:P/", FetchObstacle::BadUrl),
    ("http://:@127.0.0.1:P/", FetchObstacle::BadUrl),
    ("http://start.example\\@127.0.0.1:P/", FetchObstacle::BadUrl),
    ("http:\\\\127.0.0.1:P\\", FetchObstacle::BadUrl),
    ("http:127.0.0.1:P/", FetchObstacle::BadUrl),
    ("http:/127.0.0.1:P/", FetchObstacle::BadUrl),
    ("http:///127.0.0.1:P/", FetchObstacle::BadUrl),
    ("//127.0.0.1:P/", FetchObstacle::BadUrl),
    (" http://127.0.0.1:P/", FetchObstacle::BadUrl),
    ("http://127.0.0.1:P/ ", FetchObstacle::BadUrl),
    ("http://127.0.0.1:P/\r\nX: y", FetchObstacle::BadUrl),
    ("http://127.0.0.1\t:P/", FetchObstacle::BadUrl),
    ("http://127.0.0.1\0:P/", FetchObstacle::BadUrl),
    ("http://127.0.0.256:P/", FetchObstacle::BadUrl),
    ("http://127.0.0.1:0/", FetchObstacle::BadUrl),
    ("http://127.0.0.1:99999/", FetchObstacle::BadUrl),
    ("file:///etc/passwd", FetchObstacle::BadUrl),
    ("file://127.0.0.1:P/", FetchObstacle::BadUrl),
    ("ftp://127.0.0.1:P/", FetchObstacle::BadUrl),
    ("gopher://127.0.0.1:P/_GET", FetchObstacle::BadUrl),
    ("dict://127.0.0.1:P/", FetchObstacle::BadUrl),
    ("ws://127.0.0.1:P/", FetchObstacle::BadUrl),
    ("data:text/html,hello", FetchObstacle::BadUrl),
    ("unix:/var/run/docker.sock", FetchObstacle::BadUrl),
    ("javascript:alert(1)", FetchObstacle::BadUrl),
    ("jar:http://127.0.0.1:P/!/", FetchObstacle::BadUrl),
    ("", FetchObstacle::BadUrl),
    // What the resolver answers for names, `START` among them, comes last.
    ("http://both.example:P/", BLOCKED),
    ("http://both-turned.example:P/", BLOCKED),
    ("http://many.example:P/", BLOCKED),
    ("http://zone.example:P/", BLOCKED),
    ("http://nobody.example:P/", FetchObstacle::NoSuchHost),
];

/// Where redirects go besides to all of the above.
const LOCATIONS: &[(&str, FetchObstacle)] = &[
    ("//127.0.0.1:P/", BLOCKED),
    ("//0x7f.1:P/", BLOCKED),
    ("//localhost.:P/", BLOCKED),
    ("///127.0.0.1:P/", FetchObstacle::BadRedirect),
    ("http:////127.0.0.1:P/", FetchObstacle::BadRedirect),
    ("http:///127.0.0.1:P/", FetchObstacle::BadRedirect),
    ("http:/127.0.0.1:P/", FetchObstacle::BadRedirect),
    ("http:127.0.0.1:P/", FetchObstacle::BadRedirect),
    ("\\\\127.0.0.1:P\\", FetchObstacle::BadRedirect),
    ("http://start.example@127.0.0.1:P/", FetchObstacle::BadRedirect),
    ("http://127.0.0.1:P/ x", FetchObstacle::BadRedirect),
    ("file:///etc/passwd", FetchObstacle::BadRedirect),
    ("gopher://127.0.0.1:P/", FetchObstacle::BadRedirect),
    ("http://[::1", FetchObstacle::BadRedirect),
];

const BLOCKED: FetchObstacle = FetchObstacle::BlockedAddress;

#[test]
fn no_url_leads_to_a_host_that_is_not_public() {
    let trap = Trap::set();
    let by_name = NAMES.iter().map(|(name, _)| (format!("http://{name}:P/"), BLOCKED));
    let urls = URLS.iter().map(|&(url, obstacle)| (url.to_owned(), obstacle)).chain(by_name);
    let urls: Vec<_> = urls.map(|(url, obstacle)| (url.replace(":P", &format!(":{}", trap.port)), obstacle)).collect();
    let mut complaints = Vec::new();
    for (url, obstacle) in &urls {
        let fetched = trap.fetch(&trap.network, url);
        if FetchObstacle::of(&fetched.facts.faults[0]) != Some(*obstacle) {
            complaints.push(format!("{url}: {:?}", fetched.facts.faults));
            continue;
        }
        let rule = if *obstacle == BLOCKED { "fetch/blocked-address error" } else { "fetch/failed undecided" };
        assert!(matches!(said(&fetched).as_slice(), [only] if only.starts_with(rule)), "{url}: {:?}", said(&fetched));
        assert_eq!(trap.heard(), 0, "{url}");
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    super::say(&format!("{} URLs, and no connection", urls.len()));
}

#[test]
fn no_redirect_leads_to_a_host_that_is_not_public() {
    let trap = Trap::set();
    let by_name = NAMES.iter().map(|(name, _)| (format!("http://{name}:P/"), BLOCKED));
    let blocked = URLS.iter().filter(|(_, obstacle)| *obstacle == BLOCKED);
    let urls = blocked.chain(LOCATIONS).map(|&(url, obstacle)| (url.to_owned(), obstacle)).chain(by_name);
    let urls: Vec<_> = urls.map(|(url, obstacle)| (url.replace(":P", &format!(":{}", trap.port)), obstacle)).collect();
    let mut complaints = Vec::new();
    for ((location, obstacle), status) in urls.iter().zip([301, 302, 303, 307, 308].into_iter().cycle()) {
        let transport = Redirecting { network: trap.network.clone(), location: location.clone(), status };
        let fetched = trap.fetch(&transport, START);
        if FetchObstacle::of(&fetched.facts.faults[0]) != Some(*obstacle) {
            complaints.push(format!("{location}: {:?}", fetched.facts.faults));
        }
        assert_eq!(trap.heard(), 0, "{location}");
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    super::say(&format!("{} redirects, and no connection", urls.len()));
}

#[test]
fn a_name_is_looked_up_once_and_what_was_checked_is_what_is_used() {
    let trap = Trap::set();
    // Names are not resolved again in the hope of another answer, unless no connection could be made to the first one.
    for (name, obstacles) in
        [("turns.example", [None, Some(BLOCKED), Some(BLOCKED)]), ("turns-back.example", [Some(BLOCKED); 3])]
    {
        let url = format!("http://{name}:{}/", trap.port);
        for wanted in obstacles {
            let obstacle = FetchObstacle::of(&trap.fetch(&trap.network, &url).facts.faults[0]).unwrap();
            assert_eq!(obstacle == BLOCKED, wanted.is_some(), "{name}: {obstacle}");
        }
    }
    let asked = trap.names.asked.lock().unwrap();
    assert_eq!(asked["turns-back.example"], 1);
    assert_eq!(asked["turns.example"], 2, "its public address leads nowhere, so it is asked for again");
    drop(asked);
    assert_eq!(trap.heard(), 0);
}

#[test]
fn no_connection_is_made_by_many_threads_at_once() {
    let trap = Trap::set();
    let names = NAMES.iter().map(|(name, _)| *name).chain(["both.example", "both-turned.example", "many.example"]);
    let names: Vec<_> = names.collect();
    thread::scope(|scope| {
        for thread in 0..64 {
            let (trap, names) = (&trap, &names);
            scope.spawn(move || {
                for index in 0..names.len() {
                    let url = format!("http://{}:{}/{thread}", names[(index + thread) % names.len()], trap.port);
                    let fetched = trap.fetch(&trap.network, &url);
                    assert_eq!(FetchObstacle::of(&fetched.facts.faults[0]), Some(BLOCKED), "{url}");
                }
            });
        }
    });
    assert_eq!(trap.heard(), 0);
    let asked = trap.names.asked.lock().unwrap();
    assert!(names.iter().filter(|name| asked.contains_key(**name)).all(|name| asked[*name] == 1), "{asked:?}");
}

#[test]
fn a_name_is_looked_up_once_by_64_threads() {
    let trap = Trap::set();
    let mut anywhere = HttpOptions::default();
    anywhere.hosts = AllowedHosts::Any;
    let names = Arc::clone(&trap.names) as Arc<dyn Resolve>;
    let transport = HttpTransport::with_resolver(&anywhere, names).unwrap();
    let url = format!("http://loopback.example:{}/", trap.port);
    thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| {
                let fetched = fetch(&transport, &url, &options(), |file| probe(file, &Budget::default()));
                assert_eq!(said(&fetched), Vec::<String>::new());
            });
        }
    });
    assert_eq!(trap.names.asked.lock().unwrap()["loopback.example"], 1);
    assert_eq!(trap.heard(), 64);
}

#[test]
fn the_addresses_of_names_are_not_reported() {
    let trap = Trap::set();
    for (name, ip) in NAMES.iter().filter(|(name, _)| !name.contains("127.0.0.1")) {
        let fetched = trap.fetch(&trap.network, &format!("http://{name}/"));
        let what = &fetched.facts.faults[0].what;
        assert!(!what.contains(ip) && !what.contains(name), "{what}");
    }
}

/// Without this the silence above would prove nothing.
#[test]
fn the_listener_hears_those_who_are_let_through() {
    let trap = Trap::set();
    for (count, url) in ["http://127.0.0.1:P/", "http://2130706433:P/", "http://0177.1:P/"].into_iter().enumerate() {
        let fetched = measure(&url.replace(":P", &format!(":{}", trap.port)), &options());
        assert_eq!((said(&fetched), trap.heard()), (vec![], count + 1), "{url}");
    }
    let mut anywhere = HttpOptions::default();
    anywhere.hosts = AllowedHosts::Any;
    let names = Arc::clone(&trap.names) as Arc<dyn Resolve>;
    let transport = HttpTransport::with_resolver(&anywhere, names).unwrap();
    let url = format!("http://loopback.example:{}/", trap.port);
    let fetched = fetch(&transport, &url, &options(), |file| probe(file, &Budget::default()));
    assert_eq!((said(&fetched), trap.heard()), (vec![], 4));
}
