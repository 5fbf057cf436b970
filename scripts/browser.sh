#!/bin/sh
# The browser that the tests look through: Debian's Chromium, installed when we may, named when we may not.
set -eu
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
    exit 0
fi
echo "The browser tests need Chromium. Debian: sudo apt install chromium ; Ubuntu: sudo snap install chromium" >&2
exit 1
