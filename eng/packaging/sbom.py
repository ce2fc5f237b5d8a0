"""
Writes the bill of materials (SPDX 2.3, JSON) of a release: sbom.py FOLDER VERSION TIME, with a line for each file on standard input, its words separated
by tabs: FILE KIND ASSETS SYSTEM... KIND is native, self-contained, portable, library or script; ASSETS is the project.assets.json of the build; SYSTEM are
files of this system that are in it.
"""
import datetime, hashlib, json, os, re, sys
from components import built_from, debian_package

folder, version, time = sys.argv[1], sys.argv[2], int(sys.argv[3])
packages, relationships = {}, []


def add(name, of, licence, **more):
    identifier = "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", f"{name}-{of}")
    packages[identifier] = {
        "SPDXID": identifier, "name": name, "versionInfo": of, "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION", "licenseDeclared": licence, "copyrightText": "NOASSERTION", **more,
    }
    return identifier


def reference(purl):
    return [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}]


def nuget(package):
    """A package, with the licence that it states; NOASSERTION where that is no SPDX expression."""
    return add(package.name, package.version, package.licence or "NOASSERTION", externalRefs=reference(f"pkg:nuget/{package.name}@{package.version}"))


def debian(file):
    name, of, arch = debian_package(file)
    return add(name, of, "NOASSERTION", externalRefs=reference(f"pkg:deb/debian/{name}@{of.replace('+', '%2B').replace(':', '%3A')}?arch={arch}"))


for line in sys.stdin:
    file, kind, assets, *system = line.split()
    with open(os.path.join(folder, file), "rb") as content:
        digest = hashlib.sha256(content.read()).hexdigest()
    made = add(file, version, "MIT", packageFileName=file, checksums=[{"algorithm": "SHA256", "checksumValue": digest}],
               primaryPackagePurpose="CONTAINER" if system else "LIBRARY" if kind == "library" else "APPLICATION")
    relationships.append(("SPDXRef-DOCUMENT", "DESCRIBES", made))
    relationships += [(made, "DEPENDS_ON" if kind == "library" else "CONTAINS", one)
                      for one in sorted({nuget(one) for one in ([] if kind == "script" else built_from(kind, json.load(open(assets))))} | {debian(one) for one in system})]
json.dump({
    "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"tincan-{version}",
    "documentNamespace": f"https://spdx.org/spdxdocs/tincan-{version}-{hashlib.sha256(json.dumps(packages, sort_keys=True).encode()).hexdigest()}",
    "creationInfo": {"created": datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: eng/release"]},
    "packages": [packages[identifier] for identifier in sorted(packages)],
    "relationships": [{"spdxElementId": one, "relationshipType": how, "relatedSpdxElement": other} for one, how, other in relationships],
}, sys.stdout, indent=2)
print()
