//! The page of an audit, in a browser: it shows what was found, can be filtered and sorted, and obeys no file's name.

mod browser;
mod folder;
#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use seedance_preflight::audit::AuditHtmlOptions;
use serde_json::{Value, json};

use browser::Browser;
use folder::{Folder, embedded, with_cover};
use support::{Movie, png, wav};

/// Milliseconds from an act of the reader's to the new layout, as the median of five; `before` each, what is not counted.
fn timed(browser: &Browser, before: &str, act: &str) -> f64 {
    let times = browser.run(&format!(
        "const times = [];
        for (let turn = 0; turn < 5; turn += 1) {{
            {before};
            document.body.offsetHeight;
            const start = performance.now();
            {act};
            document.body.offsetHeight;
            times.push(performance.now() - start);
        }}
        return times.sort((a, b) => a - b)[2]"
    ));
    times.as_f64().unwrap()
}

#[test]
fn ten_thousand_rows_are_filtered_and_sorted() {
    let Some(browser) = Browser::start() else { return };
    let folder = Folder::of_many(10_000);
    let (page, summary) = folder.page(AuditHtmlOptions::default());
    let start = std::time::Instant::now();
    browser.open(&page, "");
    eprintln!("10,000 rows, {} bytes: opened in {:?}", fs::metadata(&page).unwrap().len(), start.elapsed());
    assert_eq!(browser.run("return document.getElementById('status').textContent.split(' ')[0]"), "10,000");
    assert_eq!(rows(&browser), 50);

    // Sorted: every column, both ways; the shown values are in order.
    for column in 1..=9 {
        browser.click(&format!("th:nth-child({column}) button"));
        browser.click(&format!("th:nth-child({column}) button"));
    }
    browser.click("th[data-column=bytes] button");
    let header = browser.run("return document.querySelector('th[data-column=bytes]').getAttribute('aria-sort')");
    assert_eq!(header, "ascending");
    browser.click("th[data-column=size] button");
    let up = sizes(&browser);
    assert!(up.is_sorted() && up.len() == 50, "{up:?}");
    browser.click("th[data-column=size] button");
    let down = sizes(&browser);
    assert!(down.is_sorted_by(|a, b| a >= b) && down[0] > up[0], "{down:?}");

    // Filtered: by verdict, by rule, by text, each to the count that the audit has.
    browser.click("input[name=verdict][value=refused]");
    assert_eq!(status(&browser), summary.verdicts.refused);
    browser.click("#clear");
    browser.run("const rule = document.getElementById('rule'); rule.value = 'audio/duration-out-of-range'; rule.dispatchEvent(new Event('input', {bubbles: true}))");
    assert_eq!(status(&browser), summary.rules["audio/duration-out-of-range"].fails);
    browser.click("#clear");
    browser.type_into("#text", "/000100.WAV");
    assert_eq!(status(&browser), 1);
    browser.type_into("#text", " no such file");
    assert_eq!((status(&browser), rows(&browser)), (0, 0));
    browser.click("#clear");
    assert_eq!(status(&browser), 10_000);

    // Turned to the second page of the table.
    browser.run("document.getElementById('next').click()");
    assert_eq!(browser.run("return document.getElementById('place').textContent"), "51 – 100 of 10,000");

    let clear = "document.getElementById('clear').click()";
    let sort = timed(&browser, "", "document.querySelector('th[data-column=file] button').click()");
    let verdict = timed(&browser, clear, "document.querySelector('input[value=accepted]').click()");
    let typed = "const text = document.getElementById('text'); text.value = 'ratio'; \
                 text.dispatchEvent(new Event('input', {bubbles: true}))";
    let text = timed(&browser, clear, typed);
    let all = timed(&browser, typed, clear);
    eprintln!("milliseconds: sort {sort:.1}, filter by verdict {verdict:.1}, all {all:.1}, filter by text {text:.1}");
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn names_do_no_harm() {
    let Some(browser) = Browser::start() else { return };
    let folder = Folder::new();
    let names = [
        "<img src=x onerror=window.owned=1>.png",
        "a</script><script>window.owned=2</script>.png",
        "b</noscript><svg onload=window.owned=3>.png",
        "\" onmouseover=\"window.owned=4\" '.png",
        "line\nbreak.png",
        "photo\u{202e}gnp.exe.png",
        "para\u{2028}graph\u{2029}.png",
        "{{script}}{{rows}}.png",
        "&lt;b&gt;&amp;.png",
        "--><!--.png",
        "__proto__.png",
        "图片 ☃ é.png",
    ];
    for name in names {
        // The one can be decoded, and so gets a thumbnail with its name below it; the other cannot.
        folder.put(&format!("1{name}"), include_bytes!("../../testdata/refused/too-tall.png"));
        folder.put(&format!("2{name}"), &png(10, 10));
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        fs::write(folder.media().join(std::ffi::OsStr::from_bytes(b"not\xff\xfeutf8<b>.png")), png(10, 10)).unwrap();
    }
    let (page, summary) = folder.page(AuditHtmlOptions::default());
    browser.open(&page, "");
    let all = u64::try_from(names.len()).unwrap() * 2 + u64::from(cfg!(unix));
    assert_eq!((summary.reported(), status(&browser)), (all, all));
    assert_eq!(browser.run("return document.querySelectorAll('.gallery img').length"), names.len());

    browser.run("for (const opener of document.querySelectorAll('.opener')) opener.click()");
    browser.run("document.querySelector('figure .over').click()");
    browser.run("document.getElementById('clear').click()");
    let shown = browser.run("return [...document.querySelectorAll('.opener')].map((part) => part.textContent)");
    let shown: Vec<_> = shown.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
    assert_eq!(shown.len(), names.len() * 2 + usize::from(cfg!(unix)));
    assert!(shown.contains(&"1<img src=x onerror=window.owned=1>.png"), "{shown:?}");
    assert!(shown.contains(&"1line\\u{a}break.png") && shown.contains(&"2photo\\u{202e}gnp.exe.png"), "{shown:?}");
    assert!(shown.contains(&"1{{script}}{{rows}}.png") && shown.contains(&"2__proto__.png"), "{shown:?}");

    let scripts = browser.run("return [document.scripts.length, document.querySelectorAll('[onerror], [onload], [onmouseover]').length, document.images.length > 0, window.owned ?? null]");
    assert_eq!(scripts, json!([4, 0, true, null]));
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn the_policy_lets_nothing_else_run_or_load() {
    let Some(browser) = Browser::start() else { return };
    let folder = Folder::new();
    folder.put("a.png", &png(10, 10));
    let (page, _) = folder.page(AuditHtmlOptions::default());
    let injected =
        "<img src=x.png onerror='window.owned=1'><script>window.owned=2</script><style>body{color:red}</style><main>";
    let tampered = folder.beside("tampered.html");
    fs::write(&tampered, fs::read_to_string(page).unwrap().replacen("<main>", injected, 1)).unwrap();
    browser.open(&tampered, "");
    assert_eq!(browser.run("return window.owned ?? null"), Value::Null);
    let console = browser.console();
    for refused in ["img-src", "script-src", "style-src"] {
        assert!(console.iter().any(|line| line.contains(refused)), "{refused}: {console:#?}");
    }
    let markup =
        browser.run("try { document.body.innerHTML = '<b>'; return 'made' } catch (error) { return error.name }");
    assert_eq!(markup, "TypeError");
}

#[test]
fn it_is_readable_on_every_screen() {
    let Some(browser) = Browser::start() else { return };
    let folder = Folder::of_many(400);
    let long = format!("{}/{}.png", "a-folder-with-a-long-name".repeat(6), "file_without_a_place_to_break".repeat(6));
    folder.put(&long, include_bytes!("../../testdata/refused/too-tall.png"));
    folder.put("page.mp4", include_bytes!("../../testdata/refused/viewer-page.mp4"));
    folder.put("cut.mp4", include_bytes!("../../testdata/refused/cut.mp4"));
    folder.put("film.mp4", &Movie { width: 300, ..Movie::default() }.to_mp4());
    let (page, _) = folder.page(AuditHtmlOptions::default());
    for (width, height) in [(1280, 900), (1000, 900), (800, 1100), (360, 740)] {
        for scheme in ["light", "dark"] {
            browser.resize(width, height);
            browser.prefer("prefers-color-scheme", scheme);
            browser.open(&page, "#order=file");
            browser.run("for (const opener of [...document.querySelectorAll('.opener')].slice(0, 6)) opener.click()");
            browser.run("for (const more of document.querySelectorAll('details')) more.open = true");
            let ill = browser.run(include_str!("look.js"));
            assert_eq!(ill, json!([]), "{width} × {height}, {scheme}");
            let page_colour = browser.run("return getComputedStyle(document.body).backgroundColor");
            let is_dark = page_colour.as_str().unwrap().starts_with("rgb(1");
            assert_eq!(is_dark, scheme == "dark", "{page_colour}");
        }
    }
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn it_is_used_without_a_mouse_and_kept_in_its_address() {
    const ENTER: &str = "\u{e007}";
    let Some(browser) = Browser::start() else { return };
    let folder = Folder::of_many(300);
    let (page, summary) = folder.page(AuditHtmlOptions::default());
    browser.open(&page, "#verdict=refused&order=bytes-down&rule=no-such-rule");
    assert_eq!(status(&browser), summary.verdicts.refused);
    assert_eq!(browser.run("return document.querySelector('[aria-sort]').dataset.column"), "bytes");
    assert_eq!(browser.run("return getComputedStyle(document.documentElement).scrollBehavior"), "auto");

    let expanded = "const first = document.querySelector('.opener'); return [first.getAttribute('aria-expanded'), document.getElementById(first.getAttribute('aria-controls')) !== null]";
    browser.type_into(".opener", ENTER);
    assert_eq!(browser.run(expanded), json!(["true", true]));
    let details = browser.run("return document.querySelector('.details').textContent");
    assert!(details.as_str().unwrap().contains("Facts"), "{details}");
    browser.type_into(".opener", ENTER);
    assert_eq!(browser.run(expanded), json!(["false", false]));

    browser.type_into("li[data-verdict=accepted] .over", ENTER);
    assert_eq!(status(&browser), summary.verdicts.accepted);
    assert_eq!(browser.run("return document.activeElement.id"), "files-title");
    assert_eq!(browser.run("return location.hash"), "#verdict=accepted&order=bytes-down");
    browser.type_into("th[data-column=file] button", ENTER);
    assert_eq!(browser.run("return document.querySelector('[aria-sort]').dataset.column"), "file");
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn it_counts_as_the_other_outputs_do() {
    let folder = Folder::of_many(500);
    folder.put("notes.png", b"no picture");
    folder.put("<b>&\u{2028}.wav", &wav(1, 8000));
    assert_eq!(counts_agree(&folder.media()), 502);
}

#[test]
fn it_counts_real_files_as_the_other_outputs_do() {
    match std::env::var_os("PREFLIGHT_CORPUS") {
        Some(corpus) => assert!(counts_agree(&Path::new(&corpus).join("files")) > 0),
        None => eprintln!("skipped: PREFLIGHT_CORPUS names no folder of real files"),
    }
}

#[test]
fn a_page_that_is_full_leaves_out_what_is_accepted_first() {
    let folder = Folder::new();
    for index in 0..30 {
        folder.put(&format!("{index}.png"), &png(if index % 3 == 0 { 10 } else { 640 }, 640));
    }
    let mut options = AuditHtmlOptions::default();
    options.rows = 12;
    let (page, summary) = folder.page(options);
    let held = embedded(&page, "rows");
    let refused = held.as_array().unwrap().iter().filter(|row| row["verdict"] == "refused").count();
    assert_eq!((held.as_array().unwrap().len(), refused, summary.reported()), (12, 10, 30));
    assert_eq!(embedded(&page, "summary")["verdicts"]["accepted"], 20);

    let Some(browser) = Browser::start() else { return };
    browser.open(&page, "");
    let note = browser.run("return document.getElementById('held').textContent");
    assert!(note.as_str().unwrap().contains("12 of 30 files"), "{note}");
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn without_script_there_are_totals_charts_and_the_first_refused_files() {
    let folder = Folder::of_many(300);
    let (page, _) = folder.page(AuditHtmlOptions::default());
    let page = fs::read_to_string(page).unwrap();
    let (before_data, _) = page.split_once("<script type=\"application/json\"").unwrap();
    assert!(before_data.contains("of 300 files would be refused</h1>"));
    assert!(before_data.matches("class=\"window\"").count() >= 5, "charts with their windows");
    let (_, preview) = before_data.split_once("<noscript>").unwrap();
    assert_eq!(preview.matches("<li class=\"refused\">").count(), 50);
    assert!(!before_data.contains("://"), "nothing of another address");
}

#[test]
fn a_folder_of_nothing_has_a_page_that_says_what_to_look_at() {
    let folder = Folder::new();
    folder.put("notes.txt", b"no media");
    let (page, summary) = folder.page(AuditHtmlOptions::default());
    assert_eq!((summary.reported(), summary.files), (0, 1));
    let Some(browser) = Browser::start() else { return };
    for width in [1280, 390] {
        browser.resize(width, 900);
        browser.open(&page, "");
        assert_eq!(browser.run("return document.querySelector('h1').textContent"), "No media was found");
        assert_eq!((status(&browser), rows(&browser)), (0, 0));
        let shown = browser.run(
            "const shown = (part) => part.getClientRects().length > 0;
            return [shown(document.querySelector('.nothing')), [...document.querySelectorAll('h2, nav, table, .verdicts')].filter(shown).length,
                document.documentElement.scrollWidth <= innerWidth]",
        );
        assert_eq!(shown, json!([true, 0, true]), "{width}");
    }
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn previews_say_the_value_what_was_needed_and_what_to_do() {
    let folder = Folder::new();
    // A header without pixels, which cannot be decoded.
    folder.put("small.png", &png(48, 48));
    folder.put("tall.png", include_bytes!("../../testdata/refused/too-tall.png"));
    let photo = include_bytes!("../../testdata/accepted/photo.jpg");
    let movie = Movie { width: 300, ..Movie::default() }.to_mp4();
    folder.put("cover.mp4", &with_cover(&movie, photo));
    folder.put("script.mp4", &with_cover(&movie, b"<svg xmlns='http://www.w3.org/2000/svg' onload='window.owned=1'/>"));
    folder.put("plain.mp4", &movie);
    folder.put("accepted.mp4", &with_cover(&Movie::default().to_mp4(), photo));
    let (page, _) = folder.page(AuditHtmlOptions::default());
    let Some(browser) = Browser::start() else { return };
    browser.open(&page, "");
    let previews = browser.run(
        "return [...document.querySelectorAll('.gallery figure')].map((part) =>
            ['.name', '.size', '.why'].map((words) => part.querySelector(words).textContent))",
    );
    let expected = json!([
        ["tall.png", "300 × 1000", "aspect ratio 0.3; at least 0.4"],
        ["cover.mp4", "300 × 720 video", "pixel count 216,000 px; at least 409,600"],
    ]);
    assert_eq!(previews, expected);
    let drawn =
        browser.run("return [...document.querySelectorAll('.gallery img')].every((image) => image.naturalWidth > 0)");
    assert_eq!(drawn, true);
    let helps = browser.run("return [...document.querySelectorAll('.rules li, .row')].filter((part) => !part.querySelector('.help')?.textContent.trim()).length");
    assert_eq!(helps, 1, "only the accepted file needs no help");
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn the_command_of_a_fix_is_copied() {
    let folder = Folder::new();
    folder.put("it's 12 fps.mp4", &Movie { time_scale: 12, delta: 1, ..Movie::default() }.to_mp4());
    let (page, _) = folder.page(AuditHtmlOptions::default());
    let row = &embedded(&page, "rows")[0];
    let shell = row["fix"]["shell"].as_str().unwrap();
    assert!(shell.starts_with("ffmpeg ") && shell.contains("it'\\''s 12 fps.fixed.mp4"), "{shell}");
    let Some(browser) = Browser::start() else { return };
    browser.open(&page, "");
    browser.click(".opener");
    assert_eq!(browser.run("return document.querySelector('.fix code').textContent"), shell);
    // What the page would hand to the clipboard, and what it does where that is forbidden.
    browser.run("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text) => { window.taken = text; } } })");
    browser.click(".fix .copy");
    assert_eq!(
        browser.run("return [window.taken, document.querySelector('.fix .copy').textContent]"),
        json!([shell, "Copied"])
    );
    browser.run("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })");
    browser.run("getSelection().removeAllRanges()");
    browser.click(".fix .copy");
    assert_eq!(browser.run("return getSelection().toString()"), shell);
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn charts_count_files_as_their_rules_do() {
    let folder = Folder::of_many(400);
    folder.put("film.mp4", &Movie { time_scale: 24_000, delta: 1001, ..Movie::default() }.to_mp4());
    folder.put("audio-only.mp4", include_bytes!("../../testdata/refused/audio-only.mp4"));
    let (page, summary) = folder.page(AuditHtmlOptions::default());
    let page = fs::read_to_string(page).unwrap();
    let outside = |title: &str| {
        let (_, chart) = page.split_once(&format!("<strong>{title}</strong>")).unwrap();
        let (_, count) = chart.split_once("<b>").unwrap();
        count.split([' ', '<']).next().unwrap().replace(',', "").parse().unwrap_or(0_u64)
    };
    let fails = |rule: &str| summary.rules.get(rule).map_or(0, |counts| counts.fails);
    assert_eq!(outside("Image short side"), fails("image/side-out-of-range"));
    assert_eq!(outside("Image aspect ratio"), fails("image/aspect-out-of-range"));
    assert_eq!(outside("Video frame rate"), fails("video/fps-out-of-range"));
    assert_eq!(outside("Audio duration"), fails("audio/duration-out-of-range"));
}

/// How many files match, as the page says.
fn status(browser: &Browser) -> u64 {
    let said = browser.run("return document.getElementById('status').textContent");
    said.as_str().unwrap().split(' ').next().unwrap().replace(',', "").parse().unwrap()
}

/// Rows that the table shows.
fn rows(browser: &Browser) -> u64 {
    browser.run("return document.querySelectorAll('.row').length").as_u64().unwrap()
}

/// Width times height of the rows that are shown.
fn sizes(browser: &Browser) -> Vec<u64> {
    let shown = browser.run("return [...document.querySelectorAll('td.c-size')].map((cell) => cell.textContent)");
    let area = |text: &str| text.split(" × ").map(|side| side.parse::<u64>().unwrap()).product();
    shown.as_array().unwrap().iter().map(|text| area(text.as_str().unwrap())).collect()
}

/// Holds the page of a folder's audit against its lines, and gives the number of its files.
fn counts_agree(root: &Path) -> usize {
    let place = tempfile::tempdir().unwrap();
    let [page, lines] = ["page.html", "lines.jsonl"].map(|name| place.path().join(name));
    let output = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"))
        .args(["audit", "--quiet", "--output", &format!("html={}", page.display())])
        .args(["--output", &format!("jsonl={}", lines.display())])
        .arg(root)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));

    let lines = fs::read_to_string(lines).unwrap();
    let mut reports: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut verdicts = BTreeMap::from([("accepted", 0_u64), ("refused", 0), ("undecided", 0)]);
    let mut rules = BTreeMap::<String, BTreeMap<String, u64>>::new();
    let mut formats = BTreeMap::<&str, u64>::new();
    for report in &reports {
        *verdicts.get_mut(report["verdict"].as_str().unwrap()).unwrap() += 1;
        *formats.entry(report["facts"]["format"].as_str().unwrap()).or_default() += 1;
        // A file counts once for each rule and outcome, however many findings it has.
        let of =
            |finding: &Value| [&finding["rule"], &finding["outcome"]].map(|name| name.as_str().unwrap().to_owned());
        let found: BTreeSet<_> = report["findings"].as_array().unwrap().iter().map(of).collect();
        for [rule, outcome] in found {
            let counts = rules
                .entry(rule)
                .or_insert_with(|| ["fails", "undecided", "notes"].map(|outcome| (outcome.to_owned(), 0)).into());
            *counts.entry(outcome).or_default() += 1;
        }
    }
    let summary = embedded(&page, "summary");
    assert_eq!(summary["verdicts"], json!(verdicts));
    assert_eq!(summary["rules"], json!(rules));
    assert_eq!(summary["formats"], json!(formats));
    assert_eq!((&summary["reported"], &summary["rows"]), (&json!(reports.len()), &json!(reports.len())));

    // Row by row, the page holds what the lines do.
    let mut held = embedded(&page, "rows").as_array().unwrap().clone();
    for list in [&mut reports, &mut held] {
        list.sort_by_key(|report| report["source"].as_str().unwrap().to_owned());
    }
    assert!(held == reports, "the rows of {} are not its lines", root.display());
    reports.len()
}
