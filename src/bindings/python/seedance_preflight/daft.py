"""Audits of many files on Daft: on one machine, or on a Ray cluster.

>>> import daft
>>> from seedance_preflight.daft import audit
>>> frame = audit("testdata/accepted/*.mp4")
>>> frame.select("verdict").to_pydict()
{'verdict': ['accepted']}

Lists should come from Parquet or a glob, not from memory: then the loss of a node is survived. The function never raises:
what cannot be read is *undecided* in its row, and costs no other row.
"""

import os

import daft as _daft

_ROWS = 500


def audit(source, *, column="path", io_config=None, rows=_ROWS, **judging):
    """A ``DataFrame`` with a row for each file: the columns of ``source``, and those of ``check_arrow``.

    A column of ``source`` that ``check_arrow`` has too, such as ``path``, is replaced; the path as listed is in the column
    "source".

    ``source`` is a ``DataFrame``, a glob, or Parquet files whose ``column`` has paths or URLs. Objects in S3 and other stores
    that Daft reads are read by ranges, with ``io_config``. ``rows`` are checked at a time, and lost together with a worker.
    The other arguments are as for ``check_arrow``; ``profile`` is a name, or the path of a TOML file.
    """
    # Wrong arguments are refused here: what raises in a query costs the whole query.
    _checked([], judging)
    policy = {name: value for name, value in judging.items() if name != "connections"}
    frame = _frame(source, io_config)
    reports = _daft.DataType.struct(_fields())

    @_daft.func.batch(return_dtype=reports, batch_size=rows)
    def names(paths: _daft.Series):
        # Here, since the function is sent to workers.
        from seedance_preflight.daft import _checked

        return _checked(paths.to_pylist(), judging)

    @_daft.func(return_dtype=reports)
    def objects(path: str, file: _daft.File):
        from seedance_preflight.daft import _checked_object

        return _checked_object(path, file, policy)

    path = _daft.col(column)
    if io_config is None:
        checked = names(path)
    else:
        checked = objects(path, _daft.functions.file(path, io_config=io_config))
    kept = [name for name in frame.column_names if name not in _names()]
    return frame.with_column("_report", checked).select(*kept, _daft.col("_report").unnest())


def _frame(source, io_config):
    if isinstance(source, _daft.DataFrame):
        return source
    names = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    names = [os.fspath(name) for name in names]
    if all(name.endswith((".parquet", ".pq")) for name in names):
        return _daft.read_parquet(names, io_config=io_config)
    return _daft.from_glob_path(names if len(names) > 1 else names[0], io_config=io_config).select("path")


def _checked(names, judging):
    """A struct for each row."""
    import pyarrow as pa

    from seedance_preflight import check_arrow

    # Daft's globs are URLs.
    names = [name and name.removeprefix("file://") for name in names]
    batch = pa.record_batch(check_arrow(pa.array(names, pa.large_string()), **judging))
    return pa.StructArray.from_arrays(batch.columns, fields=list(batch.schema))


def _checked_object(path, file, policy):
    """The row of one object, of which only a few ranges are read."""
    import pyarrow as pa

    from seedance_preflight import check, to_arrow

    if path is None:
        return None
    try:
        with file.open() as opened:
            report = check(opened, name=path, **policy)
    except Exception:
        # The store failed. No path below a device can be opened, so it is undecided.
        report = check(f"{os.devnull}/{path}", name=path, **policy)
    return pa.record_batch(to_arrow([report])).to_pylist()[0]


def _schema():
    import pyarrow as pa

    from seedance_preflight import to_arrow

    return pa.schema(to_arrow([]))


def _names():
    return set(_schema().names)


def _fields():
    return {field.name: _daft.DataType.from_arrow_type(field.type) for field in _schema()}
