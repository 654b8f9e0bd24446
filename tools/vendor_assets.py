"""Rebuild the design system's style sheet from its npm packages, pinned by version and by sha256.

Run `python tools/vendor_assets.py` on a machine with npm; commit what changed under src/heeded/web/static. Nobody
needs npm to run Heeded. The crown, the crest, GDS Transport and every picture stay out: outside gov.uk domains the
components may be used, the branding may not.
"""

import hashlib
import re
import subprocess  # runs npm and node, with fixed words
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "src" / "heeded" / "web" / "static"

PACKAGES = {
    "govuk-frontend": ("6.6.0", "52c4eb554e54d8a6e4ba801e9da5ec3a5b930fd2f117a39677f0b6296e954751"),
    "@ministryofjustice/frontend": ("11.1.0", "9ec6ccf0739cefee1fdc663ca61387204dcf3fd9bfcfafa8b9159d993f38984b"),
    "sass": ("1.108.2", "a3398fa194c3379174bac6650bdaad077d1fbe71c4e58e817b2e213d1479bbfe"),
    "immutable": ("5.2.1", "44be721297099bed852e685941658a3f270830f1fbd3c5f51c33fee1dcd935c9"),
}
FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif'
COMPILE = """
const sass = require("sass");
const [entry, modules] = process.argv.slice(1);
const { css } = sass.compile(entry, { style: "compressed", loadPaths: [modules, modules + "/.."],
                                      quietDeps: true });
process.stdout.write(css);
"""
BRANDING = ("GDS Transport", "crown", "crest", "@font-face", "url(")


def fetched(name: str, folder: Path) -> Path:
    """The package's archive, refused unless it is the one that was pinned."""
    version, expected = PACKAGES[name]
    packing = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{name}@{version}"]
    subprocess.run(packing, check=True, stdout=subprocess.DEVNULL, cwd=folder)  # noqa: S603
    archive = folder / f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != expected:
        sys.exit(f"{archive.name}: sha256 is {found}, and {expected} was pinned. Nothing was changed.")
    return archive


def unpacked(name: str, archive: Path, modules: Path) -> None:
    """The package laid out where Sass looks for it."""
    home = modules / name
    home.mkdir(parents=True)
    with tarfile.open(archive) as packed:
        packed.extractall(home, filter="data")
    for path in (home / "package").iterdir():
        path.rename(home / path.name)


def unbranded(css: str) -> str:
    """The compiled style sheet without @font-face, the GDS font or any picture; stops if one is left."""
    css = css.removeprefix("\ufeff")
    css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    css = re.sub(r'"GDS Transport",\s*arial,\s*sans-serif', FONTS, css)
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"[a-z-]+:url\([^)]*\)[^;}]*;?", "", css)
    for word in BRANDING:
        if word in css:
            sys.exit(f"design.css would hold '{word}' near …{css[max(0, css.index(word) - 120) :][:200]}…")
    return css.strip() + "\n"


def main() -> None:
    """Fetch, check, compile, strip, write."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        modules = folder / "node_modules"
        for name in PACKAGES:
            unpacked(name, fetched(name, folder), modules)
        compiling = ["node", "-e", COMPILE, str(ROOT / "tools" / "design.scss"), str(modules)]
        css = subprocess.run(compiling, check=True, capture_output=True, text=True, cwd=folder).stdout  # noqa: S603
    versions = ", ".join(f"{name} {PACKAGES[name][0]}" for name in list(PACKAGES)[:2])
    head = f"/* Compiled by tools/vendor_assets.py from {versions} (MIT; see licences/), without branding. */\n"
    (STATIC / "design.css").write_text(head + unbranded(css), encoding="utf-8")
    print(f"{STATIC / 'design.css'}: {(STATIC / 'design.css').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
