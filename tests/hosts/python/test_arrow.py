"""Columns of Arrow in and out."""

import os
import threading
from pathlib import Path

import pytest

import seedance_preflight as sp

pa = pytest.importorskip("pyarrow")

PATHS = ["testdata/accepted/clip.mp4", None, "testdata/refused/film-rate.mp4", "no/such/file.png"]
VERDICTS = ["accepted", None, "refused", "undecided"]


def contents(paths):
    return [None if path is None else Path(path).read_bytes() if os.path.exists(path) else b"" for path in paths]


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view"])
def test_columns_of_paths(kind):
    column = pa.array(PATHS, getattr(pa, kind)())
    checked = sp.check_arrow(column)
    batch = pa.record_batch(checked)
    assert batch["verdict"].to_pylist() == VERDICTS
    assert (len(checked), checked.num_rows, checked.column_names) == (4, 4, batch.schema.names)
    assert batch.validate(full=True) is None
    assert batch["fps_num"].to_pylist() == [24, None, 24000, None]
    assert pa.record_batch(sp.check_arrow(column[1:3]))["verdict"].to_pylist() == VERDICTS[1:3], "a slice"


@pytest.mark.parametrize("kind", ["binary", "large_binary", "binary_view"])
def test_columns_of_bytes(kind):
    column = pa.array(contents(PATHS), getattr(pa, kind)())
    batch = pa.record_batch(sp.check_arrow(column))
    assert batch["verdict"].to_pylist() == ["accepted", None, "refused", "refused"]
    assert batch["path"].to_pylist() == [None] * 4 and batch["uri"].to_pylist() == [None] * 4


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view"])
def test_text_that_is_not_utf_8_costs_its_own_row_only(kind):
    names = [b"\xff\xfe.png", b"testdata/accepted/clip.mp4", None, b"a name of many bytes \xed\xa0\x80.png"]
    bytes_of = {"string": pa.binary(), "large_string": pa.large_binary(), "string_view": pa.binary_view()}[kind]
    column = pa.array(names, bytes_of).view(getattr(pa, kind)())
    batch = pa.record_batch(sp.check_arrow(column))
    assert batch["verdict"].to_pylist() == ["undecided", "accepted", None, "undecided"]
    assert batch["source"].to_pylist()[0] == "\ufffd\ufffd.png"
    assert batch.validate(full=True) is None


def test_null_gives_a_row_of_nulls_without_findings():
    batch = pa.record_batch(sp.check_arrow(pa.array([None, None], pa.string())))
    for name in batch.schema.names:
        expected = [[], []] if name == "findings" else [None, None]
        assert batch[name].to_pylist() == expected, name
    assert pa.record_batch(sp.check_arrow(pa.array([], pa.string()))).num_rows == 0


def test_tables_chunks_and_streams():
    chunks = pa.chunked_array([PATHS[:2], [], PATHS[2:]], pa.string())
    table = pa.table({"path": chunks})
    for column in (chunks, table, table.to_reader(), pa.record_batch({"path": pa.array(PATHS)})):
        assert pa.table(sp.check_arrow(column))["verdict"].to_pylist() == VERDICTS
    batches = list(sp.check_arrow(chunks))
    assert [len(batch) for batch in batches] == [2, 0, 2]
    stream = sp.check_arrow(chunks)
    assert pa.schema(stream) == pa.record_batch(batches[0]).schema
    pa.table(stream)
    with pytest.raises(ValueError):
        pa.table(stream)


def test_other_columns_are_type_errors():
    for column in (pa.array([1, 2]), pa.array([["a"]]), pa.table({"a": ["b"], "c": ["d"]}), pa.table({})):
        with pytest.raises(TypeError, match="expected a column of paths, URLs or bytes"):
            sp.check_arrow(column)
    for column in (PATHS, "a.mp4", None, 7):
        with pytest.raises(TypeError, match="expected a column of Arrow"):
            sp.check_arrow(column)
    with pytest.raises(sp.UsageError):
        sp.check_arrow(pa.array(["a"]), profile="none")

    class Liar:
        def __arrow_c_array__(self, requested_schema=None):
            return ("schema", "array")

    with pytest.raises(TypeError):
        sp.check_arrow(Liar())


def test_a_capsule_is_taken_once():
    class Once:
        capsules = pa.array(["testdata/accepted/clip.mp4"]).__arrow_c_array__()

        def __arrow_c_array__(self, requested_schema=None):
            return self.capsules

    assert len(sp.check_arrow(Once())) == 1
    with pytest.raises(TypeError):
        sp.check_arrow(Once())


def test_an_error_of_the_stream_is_raised():
    def batches():
        yield pa.record_batch({"path": pa.array(PATHS)})
        raise RuntimeError("the source broke")

    reader = pa.RecordBatchReader.from_batches(pa.schema([("path", pa.string())]), batches())
    with pytest.raises(Exception, match="the source broke"):
        pa.table(sp.check_arrow(reader))


def test_rows_are_the_reports(samples):
    batch = pa.record_batch(sp.check_arrow(pa.array(samples), language="zh"))
    for row, path in zip(batch.to_pylist(), samples):
        report = sp.check(path, language="zh")
        assert (row["verdict"], row["source"], row["format"]) == (report.verdict, path, report.facts.format)
        found = [(finding["rule"], finding["message"]) for finding in row["findings"]]
        assert found == [(finding.rule, finding.message) for finding in report.findings]


def test_the_schema_and_the_rows_are_those_of_the_parquet_output(program, samples, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    import subprocess

    output = tmp_path / "reports.parquet"
    command = [program, "check", "--no-config", "--output", f"parquet={output}", *samples]
    if subprocess.run(command, capture_output=True).returncode == 2:
        pytest.skip("this program writes no Parquet")
    written = parquet.read_table(output)
    checked = pa.table(sp.check_arrow(pa.array(samples)))
    assert checked.schema.equals(written.schema, check_metadata=False)
    assert checked.to_pylist() == written.to_pylist()


def test_reports_become_rows(samples):
    reports = [sp.check(path) for path in samples]
    rows = pa.record_batch(sp.to_arrow(reports))
    assert rows.equals(pa.record_batch(sp.check_arrow(pa.array(samples))))
    assert sp.to_arrow([]).num_rows == 0
    with pytest.raises(TypeError):
        sp.to_arrow(["accepted"])


def test_threads_share_nothing(samples):
    column = pa.array(samples * 20)
    alone = pa.record_batch(sp.check_arrow(column))
    results = [None] * 4

    def work(index):
        results[index] = pa.record_batch(sp.check_arrow(column))

    threads = [threading.Thread(target=work, args=[index]) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(result.equals(alone) for result in results)


def test_polars_takes_and_gives(samples):
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"path": samples})
    checked = polars.DataFrame(sp.check_arrow(frame["path"]))
    assert checked["source"].to_list() == samples
    assert checked["verdict"].to_list() == [sp.check(path).verdict for path in samples]
    assert polars.DataFrame(sp.check_arrow(frame)).equals(checked)


def test_duckdb_takes_and_gives(samples):
    duckdb = pytest.importorskip("duckdb")
    batch = sp.check_arrow(pa.array(samples))
    counted = duckdb.sql("select verdict, count(*) from batch group by 1 order by 1").fetchall()
    stream = sp.check_arrow(duckdb.sql("select file from glob('testdata/*/*.mp4') order by 1"))
    assert pa.table(stream)["verdict"].to_pylist()
    connection = duckdb.connect()

    def verdict(column):
        return pa.record_batch(sp.check_arrow(column.combine_chunks()))["verdict"]

    connection.create_function("preflight_verdict", verdict, ["VARCHAR"], "VARCHAR", type="arrow")
    query = "select preflight_verdict(path), count(*) from (select unnest(?) as path) group by 1 order by 1"
    assert connection.execute(query, [samples]).fetchall() == counted


def test_pandas_gives_and_takes(samples):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"path": samples})
    assert pa.table(sp.check_arrow(pa.Array.from_pandas(frame["path"]))).to_pandas()["verdict"].notna().all()
