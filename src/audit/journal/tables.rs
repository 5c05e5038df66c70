//! The tables of the store.

use std::collections::BTreeMap;

use redb::{AccessGuard, Database, Range, ReadOnlyTable, ReadableDatabase, ReadableTableMetadata, TableDefinition};

use super::key::Bounds;

type Bytes = &'static [u8];

/// Entries by key: of the plain probe, and of the deep one, whose facts differ.
const PLAIN: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("facts");
const DEEP: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("facts of the deep probe");

/// Pending changes, ordered by table and key, which is the cheapest order to write.
pub(super) type Changes = BTreeMap<(bool, Vec<u8>), Change>;

/// A change of one key.
#[derive(Debug)]
pub(super) enum Change {
    Put(Vec<u8>),
    Remove,
}

/// Commits all changes or none, durably, and creates missing tables.
pub(super) fn write(database: &Database, changes: &Changes) -> Result<(), redb::Error> {
    let transaction = database.begin_write()?;
    {
        let mut plain = transaction.open_table(PLAIN)?;
        let mut deep = transaction.open_table(DEEP)?;
        for ((is_deep, key), change) in changes {
            let table = if *is_deep { &mut deep } else { &mut plain };
            match change {
                Change::Put(value) => drop(table.insert(key.as_slice(), value.as_slice())?),
                Change::Remove => drop(table.remove(key.as_slice())?),
            }
        }
    }
    Ok(transaction.commit()?)
}

/// A snapshot of the tables.
pub(super) struct Snapshot {
    plain: ReadOnlyTable<Bytes, Bytes>,
    deep: ReadOnlyTable<Bytes, Bytes>,
}

impl Snapshot {
    pub(super) fn take(database: &Database) -> Result<Self, redb::Error> {
        let transaction = database.begin_read()?;
        Ok(Self { plain: transaction.open_table(PLAIN)?, deep: transaction.open_table(DEEP)? })
    }

    pub(super) fn get(&self, deep: bool, key: &[u8]) -> Result<Option<AccessGuard<'static, Bytes>>, redb::Error> {
        Ok(self.table(deep).get(key)?)
    }

    pub(super) fn range(&self, deep: bool, (from, to): &Bounds) -> Result<Range<'static, Bytes, Bytes>, redb::Error> {
        let bounds = (from.as_ref().map(Vec::as_slice), to.as_ref().map(Vec::as_slice));
        Ok(self.table(deep).range::<&[u8]>(bounds)?)
    }

    pub(super) fn len(&self, deep: bool) -> Result<u64, redb::Error> {
        Ok(self.table(deep).len()?)
    }

    fn table(&self, deep: bool) -> &ReadOnlyTable<Bytes, Bytes> {
        if deep { &self.deep } else { &self.plain }
    }
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").finish_non_exhaustive()
    }
}
