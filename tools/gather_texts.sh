#!/usr/bin/env bash
# Gather every visible text of the code and the forms into <folder>/rue311_<language>.ts; keeps what is translated.
#   tools/gather_texts.sh [folder [language…]]      default: resources/i18n fr
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-resources/i18n}
[ $# -gt 0 ] && shift
export PYTHONWARNINGS=ignore LC_ALL=C.UTF-8
mkdir -p "$folder"
mapfile -t sources < <(git ls-files --cached --others --exclude-standard 'plugin/*.py' 'ui/*.ui' | sort)
for language in "${@:-fr}"; do
    target=$folder/rue311_$language.ts
    pylupdate5 -noobsolete "${sources[@]}" -ts "$target"
    sed -i '/<location /d' "$target"   # line numbers would change with every commit
done
