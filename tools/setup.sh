#!/usr/bin/env bash
# Makes a fresh Debian ready: QGIS and its Python, a virtual screen, the developers' tools, the link `rue311`,
# the compiled translations. Every step first looks whether it is already done; what it installs, it says.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
build=$root/build
mkdir -p "$build"

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

# what must answer, and the Debian package that brings it
needed=()
need() { "${@:2}" >/dev/null 2>&1 || needed+=("$1"); }
has() { command -v "$1"; }

# QGIS that is already here is neither replaced nor upgraded, wherever it came from
need qgis has qgis
need python3-qgis /usr/bin/python3 -c 'import qgis.core'
need qgis-providers test -e /usr/lib/qgis/plugins/libprovider_wms.so
need qgis-server-bin has qgis_mapserver
need qgis-server-wms test -e /usr/lib/qgis/server/libwms.so
need qgis-server-wmts test -e /usr/lib/qgis/server/libwmts.so
need qgis-server-wfs test -e /usr/lib/qgis/server/libwfs.so
need python3-venv /usr/bin/python3 -c 'import ensurepip, venv'
need python3-shapely /usr/bin/python3 -c 'import shapely'
need python3-requests /usr/bin/python3 -c 'import requests'
need python3-pyproj /usr/bin/python3 -c 'import pyproj'
need python3-owslib /usr/bin/python3 -c 'import owslib'
need python3-yaml /usr/bin/python3 -c 'import yaml'
need xvfb has Xvfb
need openbox has openbox
need xdotool has xdotool
need x11-utils has xwininfo
need imagemagick has import
need qttools5-dev-tools has lrelease
need pyqt5-dev-tools has pylupdate5
need fonts-dejavu-core test -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf

if [ ${#needed[@]} -gt 0 ]; then
    say "installing from Debian: ${needed[*]}"
    command -v apt-get >/dev/null || fail "this computer has no apt-get: install ${needed[*]} by hand, then run this again."
    [ "$(id -u)" = 0 ] && as_root=() || as_root=(sudo)
    log=$build/apt.log
    { "${as_root[@]}" apt-get update && DEBIAN_FRONTEND=noninteractive "${as_root[@]}" \
        apt-get install -y --no-install-recommends --no-upgrade "${needed[@]}"; } >"$log" 2>&1 \
        || fail "Debian could not install ${needed[*]}: $(grep -m1 '^E:' "$log" || tail -n1 "$log") (all of it in $log)"
fi

venv=$build/venv
wanted=$(cat tools/requirements-dev.txt <(/usr/bin/python3 -V) | cksum)
if [ "$(cat "$venv/rue311-tools" 2>/dev/null)" != "$wanted" ]; then
    say "making the developers' Python in build/venv from $(/usr/bin/python3 -V)"
    rm -rf "$venv"
    /usr/bin/python3 -m venv --system-site-packages "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --ignore-installed \
        -r tools/requirements-dev.txt >"$build/pip.log" 2>&1 \
        || fail "the developers' tools could not be installed: $(grep -m1 ERROR "$build/pip.log" || tail -n1 "$build/pip.log")"
    printf '%s' "$wanted" >"$venv/rue311-tools"
fi

# pyproj looks for PROJ's data beside its Python first
[ -e "$venv/share/proj" ] || [ ! -d /usr/share/proj ] || { mkdir -p "$venv/share" && ln -sfn /usr/share/proj "$venv/share/proj"; }

# the checkout, importable under the name that it has in QGIS
link=$build/python/rue311
mkdir -p "$build/python"
[ "$(readlink "$link" 2>/dev/null)" = "$root" ] || ln -sfn "$root" "$link"
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
[ "$(cat "$site/rue311.pth" 2>/dev/null)" = "$build/python" ] || printf '%s\n' "$build/python" >"$site/rue311.pth"

for ts in resources/i18n/*.ts; do
    [ -e "$ts" ] || continue
    [ "${ts%.ts}.qm" -nt "$ts" ] || { lrelease -silent "$ts" -qm "${ts%.ts}.qm" && say "translated: ${ts%.ts}.qm"; }
done
