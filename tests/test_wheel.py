"""What users install: the wheel alone, run in a folder that knows nothing of the repository."""

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT


def test_the_wheel_holds_templates_and_master_and_runs_anywhere(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    site = tmp_path / "装在 这里"
    with zipfile.ZipFile(wheel) as package:
        package.extractall(site)
    folder = tmp_path / "工作 目录"
    folder.mkdir()
    # -I -S-like isolation: the checkout is not importable, only the wheel's content is put first.
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r});"
        "import yuecheng_xl; assert yuecheng_xl.__file__.startswith(sys.path[0]), yuecheng_xl.__file__;"
        "from yuecheng_xl.cli import main; main(['evaluate'])"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-c", code], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    assert [path.name for path in folder.iterdir()] == ["指标总表-评估结果.xlsx"]
