"""
Makes an OCI image without a daemon: the native program, the libraries of this system that it loads, and nothing else. oci.py FOLDER VERSION FILE
Writes which files of this system are in it.
"""
import gzip, hashlib, io, json, os, re, subprocess, sys, tarfile, datetime
from components import debian_package

native, version, file = sys.argv[1:]
time = int(os.environ["SOURCE_DATE_EPOCH"])
authorities = "/etc/ssl/certs/ca-certificates.crt"


def add(tar, name, content=None, path=None, mode=0o755, link=None):
    entry = tarfile.TarInfo(name)
    entry.mtime, entry.mode = time, mode
    if link is not None:
        entry.type, entry.linkname = tarfile.SYMTYPE, link
        tar.addfile(entry)
    elif path is None and content is None:
        entry.type = tarfile.DIRTYPE
        tar.addfile(entry)
    else:
        content = open(path, "rb").read() if path else content
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))


def libraries(program):
    return re.findall(r"(?:=> )?(/\S+) \(0x", subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout)


# OpenSSL is loaded only for TLS, so the program does not name it.
loader = subprocess.run(["/sbin/ldconfig", "-p"], check=True, capture_output=True, text=True).stdout
openssl = [path for path in re.findall(r"lib(?:ssl|crypto)\.so\.3 .*x86-64.* => (\S+)", loader)]
if not openssl:
    sys.exit("oci.py: this system has no libssl.so.3, and the image would have no TLS")
needed = sorted({library for program in [os.path.join(native, "tincan"), *openssl] for library in libraries(program)} | set(openssl))

layer = io.BytesIO()
with tarfile.open(fileobj=layer, mode="w", format=tarfile.GNU_FORMAT) as tar:
    for folder in ["etc", "lib", "lib64", "lib/x86_64-linux-gnu", "opt", "opt/tincan", "usr", "usr/lib", "etc/ssl", "etc/ssl/certs"]:
        add(tar, folder)
    add(tar, "tmp", mode=0o1777)
    add(tar, "usr/lib/x86_64-linux-gnu", link="../../lib/x86_64-linux-gnu")
    add(tar, "etc/passwd", b"tincan:x:10001:10001::/:/sbin/nologin\n", mode=0o644)
    add(tar, "etc/group", b"tincan:x:10001:\n", mode=0o644)
    if os.path.exists(authorities):
        add(tar, authorities[1:], path=authorities, mode=0o644)
    for library in needed:
        name = "lib64/ld-linux-x86-64.so.2" if "ld-linux" in library else "lib/x86_64-linux-gnu/" + os.path.basename(library)
        add(tar, name, path=os.path.realpath(library))
    for folder in ["usr/share", "usr/share/doc"]:
        add(tar, folder)
    for package in sorted({debian_package(library)[0] for library in needed}):
        add(tar, f"usr/share/doc/{package}")
        add(tar, f"usr/share/doc/{package}/copyright", path=f"/usr/share/doc/{package}/copyright", mode=0o644)
    for folder, folders, names in os.walk(native):
        folders.sort()
        inside = os.path.relpath(folder, native)
        if inside.split("/")[0] == "manual":
            continue
        if inside != ".":
            add(tar, f"opt/tincan/{inside}")
        for name in sorted(names):
            path = os.path.join(folder, name)
            add(tar, os.path.normpath(f"opt/tincan/{inside}/{name}"), path=path, mode=0o755 if os.access(path, os.X_OK) else 0o644)

blobs = {}


def blob(content, media):
    digest = hashlib.sha256(content).hexdigest()
    blobs[digest] = content
    return {"mediaType": media, "digest": f"sha256:{digest}", "size": len(content)}


plain = layer.getvalue()
packed = gzip.compress(plain, mtime=0)
config = blob(json.dumps({
    "created": datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "architecture": "amd64", "os": "linux",
    "config": {"User": "10001:10001", "Entrypoint": ["/opt/tincan/tincan"], "Cmd": ["serve", "echo", "--listen", "*:50008"], "ExposedPorts": {"50008/tcp": {}},
               "StopSignal": "SIGTERM", "WorkingDir": "/tmp", "Labels": {"org.opencontainers.image.version": version}},
    "rootfs": {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(plain).hexdigest()}"]},
}, sort_keys=True).encode(), "application/vnd.oci.image.config.v1+json")
manifest = blob(json.dumps({
    "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": config,
    "layers": [blob(packed, "application/vnd.oci.image.layer.v1.tar+gzip")],
}, sort_keys=True).encode(), "application/vnd.oci.image.manifest.v1+json")
manifest["annotations"] = {"org.opencontainers.image.ref.name": version}
with tarfile.open(file, mode="w", format=tarfile.GNU_FORMAT) as tar:
    add(tar, "oci-layout", b'{"imageLayoutVersion": "1.0.0"}', mode=0o644)
    add(tar, "index.json", json.dumps({"schemaVersion": 2, "manifests": [manifest]}, sort_keys=True).encode(), mode=0o644)
    for folder in ["blobs", "blobs/sha256"]:
        add(tar, folder)
    for digest in sorted(blobs):
        add(tar, f"blobs/sha256/{digest}", blobs[digest], mode=0o644)
print(*needed, "/usr/sbin/update-ca-certificates" if os.path.exists(authorities) else "")
