"""Writes the bill of materials (SPDX 2.3, JSON) of what the program is built from: sbom.py project.assets.json VERSION TIME"""
import datetime, json, os, re, sys, xml.etree.ElementTree as xml

assets, version, time = json.load(open(sys.argv[1])), sys.argv[2], int(sys.argv[3])
folders = list(assets["packageFolders"])


def licence(name, of):
    """What the package says of itself; NOASSERTION where it names no SPDX expression."""
    for folder in folders:
        nuspec = os.path.join(folder, name.lower(), of, name.lower() + ".nuspec")
        if os.path.exists(nuspec):
            element = xml.parse(nuspec).find(".//{*}license[@type='expression']")
            return element.text if element is not None else "NOASSERTION"
    return "NOASSERTION"


# Packages that only the build uses bring no files for run time.
used = {key for target in assets["targets"].values() for key, one in target.items()
        if one["type"] == "package" and any(not path.endswith("_._") for kind in ("runtime", "runtimeTargets", "native") for path in one.get(kind, {}))}
packages = [{
    "SPDXID": "SPDXRef-tincan", "name": "tincan", "versionInfo": version, "downloadLocation": "NOASSERTION",
    "filesAnalyzed": False, "licenseConcluded": "MIT", "licenseDeclared": "MIT", "copyrightText": "Copyright (c) 2026 the Tincan authors",
}]
for key in sorted(used):
    name, of = key.split("/")
    packages.append({
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", key), "name": name, "versionInfo": of, "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False, "licenseConcluded": licence(name, of), "licenseDeclared": licence(name, of), "copyrightText": "NOASSERTION",
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": f"pkg:nuget/{name}@{of}"}],
    })
json.dump({
    "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"tincan-{version}",
    "documentNamespace": f"https://spdx.org/spdxdocs/tincan-{version}-{time}",
    "creationInfo": {"created": datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: eng/release"]},
    "packages": packages,
    "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-tincan"}] +
                     [{"spdxElementId": "SPDXRef-tincan", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": one["SPDXID"]} for one in packages[1:]],
}, sys.stdout, indent=2)
print()
