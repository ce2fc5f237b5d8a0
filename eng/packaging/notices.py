"""
Writes the licences of everything that a program has in it: notices.py KIND ASSETS, which are those of sbom.py. The texts are the packages' own files; a package
that only names its licence gets the text in licences/, with its copyright.
"""
import json, os, re, sys
from components import built_from

kind, assets = sys.argv[1:]
texts = os.path.join(os.path.dirname(os.path.abspath(__file__)), "licences")


def read(path):
    with open(path, encoding="utf-8-sig") as file:
        return file.read().strip()


def licence(package):
    for choice in (package.licence or "").split(" OR "):
        path = os.path.join(texts, f"{choice}.txt")
        if os.path.exists(path):
            owner = re.sub(r"^(copyright|©|\(c\)|[\d\s,-])+", "", package.copyright, flags=re.IGNORECASE)
            line = package.copyright if re.match("copyright|©", package.copyright, re.IGNORECASE) else f"Copyright © {package.copyright}"
            return read(path).replace("<copyright>", line).replace("<owner>", owner.upper())
    sys.exit(f"notices.py: {package.name} has no file with its licence, and licences/ has no text for '{package.licence}'")


sections = {}
for package in built_from(kind, json.load(open(assets))):
    own = sorted(name for name in os.listdir(package.folder) if re.match(r"(licen[cs]e|third-?party-?notices|notice)\b", name, re.IGNORECASE))
    found = [read(os.path.join(package.folder, name)) for name in own]
    if not any(re.match("licen[cs]e", name, re.IGNORECASE) for name in own):
        found.insert(0, licence(package))
    for text in found:
        sections.setdefault(text, []).append(f"{package.name} {package.version}")

print("Tincan has the following software in it, under these licences.")
for text, names in sections.items():
    print("\n" + "=" * 100, *names, "=" * 100, "", text, sep="\n")
