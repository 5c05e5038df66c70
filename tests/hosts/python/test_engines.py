"""The recipes of the guide on engines that are installed."""

import doctest
import os
import shutil
import sys

import pytest

import seedance_preflight as sp

pa = pytest.importorskip("pyarrow")


@pytest.fixture
def listed(tmp_path, samples):
    """A list of files in several Parquet files; one row is null, and one file does not exist."""
    parquet = pytest.importorskip("pyarrow.parquet")
    paths = [*samples * 10, None, "no/such/file.png"]
    folder = tmp_path / "list"
    folder.mkdir()
    for part in range(4):
        parquet.write_table(pa.table({"path": paths[part::4]}), folder / f"{part}.parquet")
    return str(folder)


def counts(verdicts):
    verdicts = list(verdicts)
    return {verdict: verdicts.count(verdict) for verdict in set(verdicts)}


@pytest.fixture
def expected(samples):
    return counts([sp.check(path).verdict for path in samples] * 10 + [None, "undecided"])


def test_daft(listed, expected):
    daft = pytest.importorskip("daft")
    import seedance_preflight.daft
    from seedance_preflight.daft import audit

    results = doctest.testmod(seedance_preflight.daft)
    assert results.attempted > 2 and results.failed == 0

    frame = audit(f"{listed}/*.parquet", rows=50)
    checked = frame.to_pydict()
    assert counts(checked["verdict"]) == expected
    assert set(checked) == set(sp.to_arrow([]).column_names)
    assert audit("testdata/accepted/*").to_pydict()["verdict"] == ["accepted"] * 7
    # As for objects in a store, which are opened by Daft and read by ranges.
    opened = audit("testdata/accepted/*", io_config=daft.io.IOConfig()).to_pydict()
    assert opened["verdict"] == ["accepted"] * 7 and opened["findings"]
    missing = daft.from_pydict({"path": [os.path.abspath("no/such/file.png"), None]})
    assert audit(missing, io_config=daft.io.IOConfig(), connections=1).to_pydict()["verdict"] == ["undecided", None]
    for io_config in (None, daft.io.IOConfig()):
        with pytest.raises(TypeError):
            audit("testdata/accepted/*", io_config=io_config, profil="seedance-2.0")
        with pytest.raises(sp.UsageError):
            audit("testdata/accepted/*", io_config=io_config, profile="none")
    frame = daft.from_pydict({"file": ["testdata/refused/film-rate.mp4"], "note": ["mine"]})
    row = audit(frame, column="file", tolerance="observed").to_pydict()
    assert (row["verdict"], row["note"]) == (["accepted"], ["mine"])


def test_spark(listed, expected, monkeypatch):
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    pyspark_sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("java is not installed")

    def verdicts(batches):
        for batch in batches:
            checked = pa.record_batch(sp.check_arrow(batch.column("path")))
            yield checked.select(["source", "verdict"])

    builder = pyspark_sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", False)
    # Most of the time of so short a run would go into the optimising compiler.
    spark = builder.config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1").getOrCreate()
    try:
        frame = spark.read.parquet(listed).mapInArrow(verdicts, "source string, verdict string")
        assert counts(row.verdict for row in frame.collect()) == expected
    finally:
        spark.stop()


def test_ray_data(listed, expected):
    ray = pytest.importorskip("ray")
    data = pytest.importorskip("ray.data")

    def verdicts(table):
        checked = pa.table(sp.check_arrow(table["path"]))
        return checked.select(["source", "verdict"])

    ray.init(num_cpus=1, include_dashboard=False, configure_logging=False, log_to_driver=False)
    try:
        rows = data.read_parquet(listed).map_batches(verdicts, batch_format="pyarrow", batch_size=50).take_all()
        assert counts(row["verdict"] for row in rows) == expected
    finally:
        ray.shutdown()


def test_duckdb_over_a_list(listed, expected):
    duckdb = pytest.importorskip("duckdb")
    relation = duckdb.sql(f"select path from read_parquet('{listed}/*.parquet')")
    # The relation's connection serves one result at a time.
    checked = pa.table(sp.check_arrow(relation))
    assert dict(duckdb.sql("select verdict, count(*) from checked group by 1").fetchall()) == expected


def test_polars_over_a_list(listed, expected):
    polars = pytest.importorskip("polars")
    frame = polars.scan_parquet(f"{listed}/*.parquet").map_batches(
        lambda frame: polars.DataFrame(sp.check_arrow(frame["path"])).select("source", "verdict"),
        schema={"source": polars.String, "verdict": polars.String},
    )
    assert counts(frame.collect()["verdict"].to_list()) == expected
