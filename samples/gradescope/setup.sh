#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image.
set -euo pipefail
apt-get update
apt-get install -y --no-install-recommends python3 util-linux xz-utils

# The program as it is released; or a folder that you have put there.
if [[ -f /autograder/source/tincan.tar.xz ]]; then
    mkdir -p /autograder/source/tincan
    tar -xJf /autograder/source/tincan.tar.xz -C /autograder/source/tincan
fi

# The submissions run as this user, who may not look at the autograder, nor write results.
useradd --system --no-create-home --shell /usr/sbin/nologin student
chmod 700 /autograder/source
chmod +x /autograder/source/tincan/tincan
