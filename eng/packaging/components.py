"""What a build was made from: NuGet packages, as its project.assets.json says, and Debian packages of this system."""
import os, re, subprocess, sys, xml.etree.ElementTree as xml

# The packages of the runtime that a file of each kind has in it.
runtime = {
    "native": r"Microsoft\.(NETCore\.App\.Runtime\.NativeAOT|AspNetCore\.App\.Runtime)\.",
    "self-contained": r"Microsoft\.(NETCore|AspNetCore)\.App\.(Host|Runtime)\.(?!NativeAOT)",
}


class Package:
    """A NuGet package, with what its metadata states."""

    def __init__(self, name, version, caches):
        self.name, self.version = name, version
        self.folder = next(folder for folder in (os.path.join(cache, name.lower(), version) for cache in caches) if os.path.exists(folder))
        metadata = xml.parse(os.path.join(self.folder, name.lower() + ".nuspec"))
        expression = metadata.find(".//{*}license[@type='expression']")
        self.licence = None if expression is None else expression.text
        self.copyright = metadata.findtext(".//{*}copyright") or metadata.findtext(".//{*}authors")


def built_from(kind, assets):
    # Packages that only the build uses bring no files for run time.
    used = {key for target in assets["targets"].values() for key, one in target.items()
            if one["type"] == "package" and any(not path.endswith("_._") for kind in ("runtime", "runtimeTargets", "native") for path in one.get(kind, {}))}
    with_it = {f"{one['name']}/{one['version'].strip('[]').split(',')[0]}" for framework in assets["project"]["frameworks"].values()
               for one in framework.get("downloadDependencies", []) if kind in runtime and re.match(runtime[kind], one["name"])}
    if kind in runtime and not with_it:
        sys.exit(f"components.py: the restore knows of no runtime for a {kind} program")
    return [Package(*key.split("/"), assets["packageFolders"]) for key in sorted(used | with_it)]


def debian_package(file):
    """The name, version and architecture of the package that a file of this system is from."""
    # A library is in /lib for the loader, and for dpkg there or in /usr/lib.
    owner = subprocess.run(["dpkg-query", "--search", "*" + file.removeprefix("/usr")], check=True, capture_output=True, text=True).stdout.split(": ")[0]
    version, arch = subprocess.run(["dpkg-query", "--show", "--showformat=${Version} ${Architecture}", owner], check=True, capture_output=True, text=True).stdout.split()
    return owner.split(":")[0], version, arch
