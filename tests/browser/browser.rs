//! A browser without a window, driven over the WebDriver protocol (W3C WebDriver) by `chromedriver`.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// A session of Chromium, closed when it is dropped.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// Starts one; `None`, with a word on standard error, where there is none on this machine.
    pub(crate) fn start() -> Option<Self> {
        let Ok(mut driver) = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).spawn() else {
            eprintln!("skipped: chromedriver not found");
            return None;
        };
        let port = port_of(&mut driver);
        let mut browser = Self { driver, port, session: String::new() };
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--window-size=1280,900",
            // A page that is still scrolling is clicked beside what was meant.
            "--force-prefers-reduced-motion",
        ];
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {"args": arguments},
        }}});
        let created = browser.call("POST", "/session", &capabilities);
        browser.session = format!("/session/{}", created["sessionId"].as_str().unwrap());
        Some(browser)
    }

    /// Opens the page at `path`, with the `fragment` of its address.
    pub(crate) fn open(&self, path: &Path, fragment: &str) {
        self.post("/url", &json!({"url": format!("file://{}{fragment}", path.to_str().unwrap())}));
    }

    /// What the body of a function comes to in the page.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Clicks where the first element of this selector is.
    pub(crate) fn click(&self, selector: &str) {
        self.post(&format!("/element/{}/click", self.find(selector)), &json!({}));
    }

    /// Types into the first element of this selector.
    pub(crate) fn type_into(&self, selector: &str, text: &str) {
        self.post(&format!("/element/{}/value", self.find(selector)), &json!({"text": text}));
    }

    /// Gives the page a screen of this many pixels.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        let mobile = width < 600;
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile});
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// Tells the page that its reader likes this: `prefers-color-scheme`, `dark`.
    pub(crate) fn prefer(&self, feature: &str, value: &str) {
        let features = json!({"features": [{"name": feature, "value": value}]});
        self.devtools("Emulation.setEmulatedMedia", &features);
    }

    /// What the console has said since it was asked last: errors, refusals by the page's policy, and all else.
    pub(crate) fn console(&self) -> Vec<String> {
        let entries = self.post("/se/log", &json!({"type": "browser"}));
        entries.as_array().unwrap().iter().map(|entry| entry["message"].as_str().unwrap().to_owned()).collect()
    }

    fn devtools(&self, command: &str, parameters: &Value) {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": parameters}));
    }

    fn find(&self, selector: &str) -> String {
        let found = self.post("/element", &json!({"using": "css selector", "value": selector}));
        found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.call("POST", &format!("{}{path}", self.session), body)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.exchange(method, path, body).unwrap();
        let error = answer.get("error");
        assert!(error.is_none(), "{path}: {answer}");
        answer
    }

    /// One request and its answer: the `value` that every answer of the protocol has.
    fn exchange(&self, method: &str, path: &str, body: &Value) -> io::Result<Value> {
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let head = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close");
        write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len())?;
        let mut answer = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            answer.read_line(&mut line)?;
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut content = vec![0; length];
        answer.read_exact(&mut content)?;
        Ok(serde_json::from_slice::<Value>(&content)?["value"].take())
    }
}

impl Drop for Browser {
    /// Also where a test fails, so nothing here may panic.
    fn drop(&mut self) {
        if !self.session.is_empty() {
            let _ = self.exchange("DELETE", &self.session, &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The port that a driver chose, which it says on its standard output.
fn port_of(driver: &mut Child) -> u16 {
    let lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    let said = lines.map(Result::unwrap).find(|line| line.contains("started successfully")).unwrap();
    let digits: String = said.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}
