//! moto's server, which behaves like S3 where the behaviour is known to many: listings, ranges, conditions, codes.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::{errors, folder, obstacles, run, verdicts};

/// Runs a server whose bucket holds every file of a folder and some objects beside them, until standard input ends. They are put into
/// its memory, since 1,010 requests would take it a while.
const SERVER: &str = r#"
import os, sys
from moto.server import ThreadedMotoServer
from moto.s3.models import s3_backends
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
store = s3_backends["123456789012"]["aws"]
store.create_bucket("media", "us-east-1")
folder = sys.argv[1]
for name in sorted(name for name in os.listdir(folder) if os.path.isfile(os.path.join(folder, name))):
    store.put_object("media", "clips/" + name, open(os.path.join(folder, name), "rb").read())
for number in range(1010):
    store.put_object("media", f"notes/{number}.txt", b"x")
store.put_object("media", "odd/a b+\u00e9?#%41.txt", b"")
print(*server.get_host_and_port(), flush=True)
sys.stdin.read()
"#;

/// A server that ends with the test.
struct Moto {
    child: Child,
    endpoint: String,
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn python() -> Option<PathBuf> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/moto/bin/python");
    python.is_file().then_some(python)
}

fn start(python: &Path, folder: &Path) -> Moto {
    let mut child = Command::new(python)
        .args(["-c", SERVER])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let (host, port) = line.trim().split_once(' ').expect("moto starts");
    Moto { endpoint: format!("http://{host}:{port}"), child }
}

#[test]
fn moto_agrees() {
    let Some(python) = python() else {
        let what =
            "skipped: no target/moto; run `python3 -m venv target/moto && target/moto/bin/pip install 'moto[server]'`";
        writeln!(std::io::stderr(), "{what}").unwrap();
        return;
    };
    let accepted = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/accepted");
    let moto = start(&python, &accepted);

    let folder = folder("moto");
    let files = fs::read_dir(&accepted).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_file()).count();
    let audit = ["audit", "s3://media/clips/", "--journal", "j", "--output", "jsonl"];
    let first = run(&folder, &moto.endpoint, &audit);
    let found = verdicts(&first);
    assert_eq!(found.len(), files, "{}", errors(&first));
    assert!(found.values().all(|verdict| verdict == "accepted"), "{found:?}");
    assert!(errors(&first).contains(&format!("{files} URLs")), "{}", errors(&first));
    // Nothing was fetched.
    let again = run(&folder, &moto.endpoint, &audit);
    assert_eq!(verdicts(&again), found);
    assert!(!errors(&again).contains("URLs"), "{}", errors(&again));

    // More than a page, the end of which is on the second.
    let notes =
        run(&folder, &moto.endpoint, &["audit", "s3://media/notes/", "--exclude", "[0-8]*", "--output", "jsonl"]);
    assert!(errors(&notes).contains("111 not media"), "{}", errors(&notes));
    let odd = run(&folder, &moto.endpoint, &["audit", "s3://media/odd/", "--all", "--output", "jsonl"]);
    assert_eq!(verdicts(&odd).len(), 1);
    assert!(obstacles(&odd).is_empty(), "an empty object is read");

    let missing = ["check", "s3://media/none.png", "s3://no-such-bucket/a.png", "--output", "jsonl"];
    let missing = obstacles(&run(&folder, &moto.endpoint, &missing));
    assert!(missing.len() == 2 && missing.values().all(|obstacle| obstacle == "not-found"), "{missing:?}");
}
