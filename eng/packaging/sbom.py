"""
Writes the bill of materials (SPDX 2.3, JSON) of a release: sbom.py FOLDER VERSION TIME, with a line for each file on standard input, its words separated
by tabs: FILE KIND ASSETS SYSTEM... KIND is native, self-contained, portable, library or script; ASSETS is the project.assets.json of the build; SYSTEM are
files of this system that are in it.
"""
import datetime, hashlib, json, os, re, subprocess, sys, xml.etree.ElementTree as xml

folder, version, time = sys.argv[1], sys.argv[2], int(sys.argv[3])
# The packages of the runtime that a file of each kind has in it.
runtime = {
    "native": r"Microsoft\.(NETCore\.App\.Runtime\.NativeAOT|AspNetCore\.App\.Runtime)\.",
    "self-contained": r"Microsoft\.(NETCore|AspNetCore)\.App\.(Host|Runtime)\.(?!NativeAOT)",
}
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


def nuget(name, of, caches):
    """A package, with the licence that it states; NOASSERTION where that is no SPDX expression."""
    licence = None
    for cache in caches:
        nuspec = os.path.join(cache, name.lower(), of, name.lower() + ".nuspec")
        if os.path.exists(nuspec):
            licence = xml.parse(nuspec).find(".//{*}license[@type='expression']")
    return add(name, of, "NOASSERTION" if licence is None else licence.text, externalRefs=reference(f"pkg:nuget/{name}@{of}"))


def built_from(kind, assets):
    # Packages that only the build uses bring no files for run time.
    used = {key for target in assets["targets"].values() for key, one in target.items()
            if one["type"] == "package" and any(not path.endswith("_._") for kind in ("runtime", "runtimeTargets", "native") for path in one.get(kind, {}))}
    with_it = {f"{one['name']}/{one['version'].strip('[]').split(',')[0]}" for framework in assets["project"]["frameworks"].values()
               for one in framework.get("downloadDependencies", []) if kind in runtime and re.match(runtime[kind], one["name"])}
    if kind in runtime and not with_it:
        sys.exit(f"sbom.py: the restore knows of no runtime for a {kind} program")
    return {nuget(*key.split("/"), assets["packageFolders"]) for key in used | with_it}


def debian(file):
    # A library is in /lib for the loader, and for dpkg there or in /usr/lib.
    name = subprocess.run(["dpkg-query", "--search", "*" + file.removeprefix("/usr")], check=True, capture_output=True, text=True).stdout.split(": ")[0]
    of, arch = subprocess.run(["dpkg-query", "--show", "--showformat=${Version} ${Architecture}", name], check=True, capture_output=True, text=True).stdout.split()
    name = name.split(":")[0]
    return add(name, of, "NOASSERTION", externalRefs=reference(f"pkg:deb/debian/{name}@{of.replace('+', '%2B').replace(':', '%3A')}?arch={arch}"))


for line in sys.stdin:
    file, kind, assets, *system = line.split()
    with open(os.path.join(folder, file), "rb") as content:
        digest = hashlib.sha256(content.read()).hexdigest()
    made = add(file, version, "MIT", packageFileName=file, checksums=[{"algorithm": "SHA256", "checksumValue": digest}],
               primaryPackagePurpose="CONTAINER" if system else "LIBRARY" if kind == "library" else "APPLICATION")
    relationships.append(("SPDXRef-DOCUMENT", "DESCRIBES", made))
    relationships += [(made, "DEPENDS_ON" if kind == "library" else "CONTAINS", one)
                      for one in sorted((set() if kind == "script" else built_from(kind, json.load(open(assets)))) | {debian(one) for one in system})]
json.dump({
    "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"tincan-{version}",
    "documentNamespace": f"https://spdx.org/spdxdocs/tincan-{version}-{hashlib.sha256(json.dumps(packages, sort_keys=True).encode()).hexdigest()}",
    "creationInfo": {"created": datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: eng/release"]},
    "packages": [packages[identifier] for identifier in sorted(packages)],
    "relationships": [{"spdxElementId": one, "relationshipType": how, "relatedSpdxElement": other} for one, how, other in relationships],
}, sys.stdout, indent=2)
print()
