//! Rows in memory, and the schema that they have.

use std::sync::{Arc, LazyLock};

use arrow_array::{ListArray, RecordBatch, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};

use super::build::Filling;
use super::cell::fields;
use super::files::FILES;
use super::findings::FINDINGS;
use crate::audit::AuditedFile;
use crate::finding::Finding;

/// The schema: the columns of a file, then its findings as a list.
static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let findings = Field::new("findings", DataType::List(item()), false);
    let columns = fields(FILES).into_iter().chain([Arc::new(findings)]);
    Arc::new(Schema::new(columns.collect::<Fields>()))
});

/// The fields of a finding.
static FINDING: LazyLock<Fields> = LazyLock::new(|| fields(FINDINGS).into());

/// One finding in the list of a file.
fn item() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Struct(FINDING.clone()), false))
}

/// Rows that were not taken yet.
pub(crate) struct Rows {
    files: Filling<AuditedFile>,
    findings: Filling<Finding>,
    /// Findings of each file, and of all.
    counts: Vec<usize>,
    total: usize,
}

impl Rows {
    /// No rows yet.
    pub(crate) fn new() -> Self {
        Self { files: Filling::new(FILES), findings: Filling::new(FINDINGS), counts: Vec::new(), total: 0 }
    }

    /// The schema of every batch.
    pub(crate) fn schema() -> SchemaRef {
        SCHEMA.clone()
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    /// How many findings the rows have.
    pub(crate) fn findings(&self) -> usize {
        self.total
    }

    /// Adds a file, with its sentences in its language.
    pub(crate) fn push(&mut self, file: &AuditedFile) {
        self.files.push(file, file.language);
        for finding in &file.report.findings {
            self.findings.push(finding, file.language);
        }
        self.counts.push(file.report.findings.len());
        self.total = self.total.saturating_add(file.report.findings.len());
    }

    /// Adds a row without a file: nulls, and no findings.
    #[cfg(feature = "python")]
    pub(crate) fn push_null(&mut self) {
        self.files.push_null();
        self.counts.push(0);
    }

    /// All rows; none is left.
    ///
    /// # Errors
    /// Never in practice: the columns agree with the schema, since both are made from one table.
    pub(crate) fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        self.total = 0;
        let counts = std::mem::take(&mut self.counts);
        let findings = StructArray::try_new(FINDING.clone(), self.findings.take(), None)?;
        let ends =
            OffsetBuffer::try_from_lengths(counts).map_err(|error| ArrowError::ComputeError(error.to_string()))?;
        let mut columns = self.files.take();
        columns.push(Arc::new(ListArray::try_new(item(), ends, Arc::new(findings), None)?));
        RecordBatch::try_new(SCHEMA.clone(), columns)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use arrow_array::cast::AsArray;
    use arrow_array::types::UInt64Type;

    use super::*;
    use crate::check::{CheckOptions, check_facts};
    use crate::model::{Facts, Format, Media, MediaDuration, Rational, Subject, VideoFacts};

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let schema = Rows::schema();
        for fields in [schema.fields(), &*FINDING] {
            let names: BTreeSet<_> = fields.iter().map(|field| field.name()).collect();
            assert_eq!(names.len(), fields.len());
        }
    }

    #[test]
    fn the_guide_lists_every_column() {
        let guide = include_str!("../../guide/columns.md");
        for field in Rows::schema().fields().iter().chain(FINDING.iter()) {
            assert!(guide.contains(&format!("`{}`", field.name())), "{}", field.name());
        }
    }

    #[test]
    fn exact_values_are_kept_and_rows_are_taken_once() {
        let mut facts = Facts::new(Format::Mp4);
        let duration = MediaDuration::new(u64::MAX, 7);
        let fps = Rational::new(u64::MAX, 2);
        facts.media = Media::Video(VideoFacts { duration, fps, ..VideoFacts::default() });
        let report = check_facts(facts, &Subject::default(), &CheckOptions::default());
        let findings = report.findings.len();
        let mut rows = Rows::new();
        rows.push(&AuditedFile::new("clips/a.mp4", report));
        rows.push(&AuditedFile::new(
            "b.png",
            check_facts(Facts::new(Format::Png), &Subject::default(), &CheckOptions::default()),
        ));
        let batch = rows.take().unwrap();
        assert_eq!((batch.num_rows(), rows.len()), (2, 0));
        let exact =
            |name: &str| batch.column_by_name(name).unwrap().as_primitive::<UInt64Type>().iter().collect::<Vec<_>>();
        assert_eq!(exact("duration_ticks"), [Some(u64::MAX), None]);
        assert_eq!(exact("duration_time_scale"), [Some(7), None]);
        assert_eq!(exact("fps_num"), [Some(u64::MAX), None]);
        assert_eq!(batch.column_by_name("uri").unwrap().as_string::<i32>().value(0), "clips/a.mp4");
        let lists = batch.column_by_name("findings").unwrap().as_list::<i32>();
        assert_eq!(lists.value_length(0), i32::try_from(findings).unwrap());
        assert_eq!(rows.take().unwrap().num_rows(), 0);
    }
}
