"""Documentation and types agree with what is there."""

import ast
import doctest
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import seedance_preflight as sp

PACKAGE = Path(sp.__file__).parent


def public():
    """Every public object, with its name and its public members."""
    for name in sp.__all__:
        if name != "__version__":
            yield name, getattr(sp, name)
            if inspect.isclass(getattr(sp, name)) and not issubclass(getattr(sp, name), Exception):
                for member, value in vars(getattr(sp, name)).items():
                    if not member.startswith("_"):
                        yield f"{name}.{member}", value


def test_everything_is_documented():
    for name, value in public():
        assert inspect.getdoc(value), name


def test_the_examples_of_the_documentation():
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    texts = {name: inspect.getdoc(value) or "" for name, value in public()}
    texts["seedance_preflight"] = sp.__doc__
    for name, text in texts.items():
        runner.run(parser.get_doctest(text, {}, name, None, None))
    results = runner.summarize()
    assert results.attempted > 20 and results.failed == 0


def test_the_examples_of_the_guide():
    results = doctest.testfile(str(Path("src/guide/python.md").resolve()), module_relative=False)
    assert results.attempted > 5 and results.failed == 0


@pytest.mark.parametrize("folder, file, verdict", [("accepted", "clip", "accepted"), ("refused", "film-rate", "refused")])
def test_the_example_of_the_readme(folder, file, verdict, monkeypatch, capsys):
    (example,) = re.findall("```python\n(.*?)```", Path("src/bindings/python/README.md").read_text(), re.DOTALL)
    monkeypatch.chdir(f"testdata/{folder}")
    exec(example.replace("clip.mp4", f"{file}.mp4"))
    first, *others = capsys.readouterr().out.splitlines()
    assert first == verdict and len(others) == len(sp.check(f"{file}.mp4").findings)


def declared(body):
    """The names that a class or a module of the stubs declares."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def test_the_stubs_declare_what_is_there_and_nothing_else():
    stubs = ast.parse((PACKAGE / "__init__.pyi").read_text())
    classes = {node.name: node for node in stubs.body if isinstance(node, ast.ClassDef)}
    aliases = {"Verdict", "Severity", "Outcome", "Kind", "Tolerance", "Source", "Value", "Expected", "BinaryFile"}
    aliases |= {"ArrowArray", "ArrowStream", "Seconds", "Keep", "Judging"}
    assert set(declared(stubs.body)) - aliases == set(sp.__all__)
    for name, value in public():
        if inspect.isclass(value) and not issubclass(value, Exception):
            there = {member for member in vars(value) if not member.startswith("_")}
            assert {member for member in declared(classes[name].body) if not member.startswith("_")} == there, name


def test_the_signatures_of_the_stubs_are_those_of_the_functions():
    stubs = ast.parse((PACKAGE / "__init__.pyi").read_text())
    (judging,) = (node for node in stubs.body if isinstance(node, ast.ClassDef) and node.name == "Judging")
    shared = list(declared(judging.body))
    for node in stubs.body:
        if isinstance(node, ast.FunctionDef):
            signature = inspect.signature(getattr(sp, node.name))
            arguments = [argument.arg for argument in node.args.args + node.args.kwonlyargs]
            if node.args.kwarg:
                arguments += shared
            assert arguments == list(signature.parameters), node.name


@pytest.mark.parametrize("checker", [["mypy", "--strict"], ["pyright"]])
def test_the_stubs_by_type_checkers(checker, tmp_path):
    pytest.importorskip(checker[0])
    example = Path(__file__).with_name("typed_example.py")
    assert subprocess.run([sys.executable, str(example)]).returncode == 0
    if checker == ["pyright"]:
        checker = ["pyright", "--pythonpath", sys.executable]
    command = [sys.executable, "-m", *checker, str(example)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    wrong = tmp_path / "wrong.py"
    lines = [
        "sp.check(7)",
        "sp.check('a.mp4', kind='sound')",
        "sp.check('a.mp4').verdict = 'accepted'",
        "sp.check('a.mp4').facts.duration + 'a'",
        "sp.check('a.mp4').verdict == 'ok'",
        "sp.check('a.mp4', tolerance='lenient')",
        "sp.check('a.mp4', profil='seedance-2.0')",
    ]
    wrong.write_text("import seedance_preflight as sp\n" + "\n".join(lines) + "\n")
    command[-1] = str(wrong)
    found = subprocess.run(command, capture_output=True, text=True).stdout
    for line in range(2, len(lines) + 2):
        assert f"wrong.py:{line}:" in found, found
