use super::*;
use crate::{CheckOptions, Facts, Origin, check_facts};

#[test]
fn dev_page() {
    let dir = std::env::var("PAGE_DIR").unwrap();
    let profile = Profile::default();
    let out = std::fs::File::create(std::env::var("PAGE_OUT").unwrap()).unwrap();
    let mut page = HtmlOutput::new(io::BufWriter::new(out), &profile, HtmlOptions::default());
    let mut summary = AuditSummary { profile: "seedance-2.0".into(), ..AuditSummary::default() };
    let started = std::time::Instant::now();
    for entry in ignore::WalkBuilder::new(dir).standard_filters(false).build() {
        let entry = entry.unwrap();
        if !entry.file_type().unwrap().is_file() { continue; }
        let path = entry.into_path();
        let facts: Facts = crate::probe(&std::fs::File::open(&path).unwrap(), &crate::Budget::default());
        let mut options = CheckOptions::default();
        options.file_name = Some(path.to_string_lossy().into_owned());
        let file = AuditedFile { report: check_facts(facts, &profile, &options), path, known: vec![], origin: Origin::Probed, bytes_read: 4096 };
        summary.count(&file);
        page.file(&file).unwrap();
    }
    summary.elapsed = started.elapsed();
    page.finish(&summary).unwrap();
    eprintln!("{:?}", started.elapsed());
}
